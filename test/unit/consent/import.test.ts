import { describe, expect, it } from "vitest";
import type { Store } from "waypost";
import {
  createConsentRegistry,
  type ImportOptions,
  type ImportRowError,
  verifyChain,
} from "../../../src/consent/index.js";
import { seededRandom, ValidationError, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

const batch = {
  id: "b1",
  source: "old shop system",
  collectedFrom: "2025-01-01",
  collectedTo: "2025-12-31",
  attestedBy: "meena",
};
const CSV: ImportOptions = { format: "csv", batch };
const RAVI = "+919812345678";

function openRegistry(store: Store = memoryStore()) {
  const clock = virtualClock(Date.UTC(2026, 5, 1));
  const consent = createConsentRegistry({
    store,
    clock,
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });
  return { store, clock, consent };
}

describe("importing a file", () => {
  it("stores what stands in it, as unverified, with where it came from", async () => {
    const { consent } = openRegistry();
    const report = await consent.import(
      "\uFEFFuser,scopes,occurredAt\r\n+91 98123 45678,utility marketing,2025-03-01\r\n+919812345679,utility,1750000000\r\n",
      CSV,
    );
    expect(report).toMatchObject({
      rows: 2,
      stored: 2,
      invalid: 0,
      errors: [],
      batchId: "b1",
      dryRun: false,
    });
    const status = await consent.get(RAVI);
    expect(status.state("marketing")).toMatchObject({
      state: "granted",
      verification: "none",
      method: "import",
    });
    const [event] = await consent.history(RAVI);
    expect(event).toMatchObject({
      occurredAt: "2025-03-01T00:00:00.000Z",
      actor: { kind: "operator", id: "meena" },
      evidence: { batchId: "b1", source: "old shop system", attestedBy: "meena" },
    });
    expect((await consent.get("+919812345679")).scopes.utility?.since).toBe("2025-06-15T15:06:40.000Z");
  });

  it("maps columns and words, fills in defaults, reads JSON Lines in odd chunks", async () => {
    const { consent } = openRegistry();
    const lines = [
      { tel: RAVI, status: "JA", topics: ["utility", "topic:news"] },
      { tel: "+919812345679", status: "Nein" },
      { tel: "+919812345670", status: "?" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n");
    const chunks = async function* () {
      for (const byte of new TextEncoder().encode(lines)) yield new Uint8Array([byte]);
    };
    const report = await consent.import(chunks(), {
      format: "jsonl",
      batch,
      columns: { user: "tel", action: "status", scopes: "topics" },
      actions: { ja: "grant", nein: "withdraw", "?": "skip" },
      defaults: { language: "de", disclosureText: "Ja, schreibt mir" },
    });
    expect(report).toMatchObject({ rows: 3, stored: 2, skipped: 1, invalid: 0 });
    expect((await consent.get(RAVI)).state("topic:news").state).toBe("granted");
    expect((await consent.history(RAVI))[0]).toMatchObject({
      occurredAt: "2025-01-01T00:00:00.000Z",
      evidence: { language: "de", disclosureText: "Ja, schreibt mir" },
    });
    expect((await consent.history("+919812345679"))[0]).toMatchObject({
      action: "withdraw",
      scopes: "all",
      occurredAt: "2025-12-31T00:00:00.000Z",
    });
  });

  it("names each bad row by its line, never what stands in it, and stores the rest", async () => {
    const { consent } = openRegistry();
    const heard: ImportRowError[] = [];
    const report = await consent.import(
      [
        "user,scopes,occurredAt,basis,saleRef",
        "12345,utility,2025-01-01,,",
        '+919812345671,"utility\nmarketing",2025-01-01,,',
        "",
        "+919812345672,everything,2025-01-01,,",
        "+919812345673,utility,01/02/2025,,",
        "+919812345674,utility,2031-01-01,,",
        "+919812345675,utility,2025-01-01,soft_opt_in,",
        '"+919812345676,+919812345677",utility,2025-01-01,,',
        "+919812345678,utility",
        "+919812345679,,2025-01-01,,",
        '+919812345670,"utility" x,2025-01-01,,',
        "+919812345669,utility,2025-01-01,,",
      ].join("\n"),
      { ...CSV, maxErrors: 3, onRowError: (error) => heard.push(error) },
    );
    expect(heard.map(({ line, field }) => [line, field])).toEqual([
      [2, "user"],
      [6, "scopes"],
      [7, "occurredAt"],
      [8, "occurredAt"],
      [9, "evidence.saleRef"],
      [10, "user"],
      [11, "row"],
      [12, "scopes"],
      [13, "scopes"],
    ]);
    expect(report).toMatchObject({ stored: 2, invalid: 9 });
    expect(report.errors.length).toBe(3);
    expect(JSON.stringify(heard)).not.toMatch(/98123|12345/);
  });

  it("an open quote at the end, and a file of one line, are no disaster", async () => {
    const { consent } = openRegistry();
    const open = await consent.import('user,scopes\n+919812345678,utility\n"+91981,utility\n', CSV);
    expect(open).toMatchObject({ stored: 1, invalid: 1, errors: [{ field: "row" }] });
    expect(await consent.import("user,scopes\n", { ...CSV, batch: { ...batch, id: "b2" } })).toMatchObject({
      rows: 0,
    });
    expect(await consent.import("", { ...CSV, batch: { ...batch, id: "b3" } })).toMatchObject({ rows: 0 });
    const long = `user,scopes\n"${"x".repeat(200_000)}`;
    const outcome = await consent
      .import(long, { ...CSV, batch: { ...batch, id: "b4" } })
      .catch((error: unknown) => error);
    expect(ValidationError.is(outcome) || (outcome as { invalid: number }).invalid === 1).toBe(true);
  });

  it("is idempotent, also under another batch id, and tells what it found there", async () => {
    const { consent } = openRegistry();
    const file = `user,scopes,occurredAt\n${RAVI},utility,2025-01-01\n${RAVI},utility,2025-01-01\n`;
    expect(await consent.import(file, CSV)).toMatchObject({ stored: 1, alreadyStored: 1 });
    expect(await consent.import(file, CSV)).toMatchObject({ rows: 2, stored: 1, resumedAfter: 2 });
    expect(await consent.import(file, { ...CSV, batch: { ...batch, id: "b2" } })).toMatchObject({
      stored: 0,
      alreadyStored: 2,
    });
    expect((await consent.history(RAVI)).length).toBe(1);
    await expect(consent.import(`user,scopes\n${RAVI},utility\n`, CSV)).rejects.toMatchObject({
      code: "INVALID_CONSENT",
    });
  });

  it("goes on where it stopped, with the same counts as if it had not", async () => {
    const rows = Array.from({ length: 25 }, (_, i) => `+9198123456${String(10 + i)},utility,2025-01-01`);
    const file = ["user,scopes,occurredAt", ...rows.slice(0, 9), "bad,,", ...rows.slice(9)].join("\n");
    const { consent, store } = openRegistry();
    const stop = new AbortController();
    await expect(
      consent.import(file, {
        ...CSV,
        batchSize: 5,
        signal: stop.signal,
        onProgress: ({ stored }) => {
          if (stored === 15) stop.abort();
        },
      }),
    ).rejects.toThrowError();
    expect(await store.consent.checkpoint('["default","b1"]')).toMatchObject({ rows: 16 });
    const report = await consent.import(file, { ...CSV, batchSize: 5 });
    expect(report).toMatchObject({ rows: 26, stored: 25, alreadyStored: 0, invalid: 1, resumedAfter: 16 });
    expect(await consent.verify()).toMatchObject({ intact: true, entries: 25 });
  });

  it("lifts no opt-out and brings back nobody; the dry run says so before", async () => {
    const { consent, clock } = openRegistry(
      memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }),
    );
    await consent.withdraw({ user: RAVI, occurredAt: Date.UTC(2024, 0, 1) });
    await consent.erase("+919812345679");
    await clock.advance(1_000);
    const file = `user,scopes\n${RAVI},utility\n+919812345679,utility\n+919812345670,utility\n+919812345670,utility\n`;
    const expected = { rows: 4, stored: 2, withoutEffect: 1, erased: 1, alreadyStored: 1 };
    expect(await consent.import(file, { ...CSV, dryRun: true })).toMatchObject({ ...expected, dryRun: true });
    expect(await consent.verify()).toMatchObject({ entries: 2 });
    expect(await consent.import(file, CSV)).toMatchObject({ ...expected, dryRun: false });
    expect((await consent.get(RAVI)).state("utility").state).toBe("withdrawn");
    expect((await consent.get("+919812345679")).suppression?.kind).toBe("erased");
  });

  it("counts what has no effect and what would not be stored, the same in a dry run", async () => {
    const { consent, clock } = openRegistry(
      memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }),
    );
    const user = (n: number): string => `+9198123456${String(60 + n)}`;
    const evidence = { disclosureText: "Orders", language: "en", pageUrl: "https://asha.example" };
    await consent.grant({ user: user(2), scopes: ["utility"], method: "web_form", evidence });
    for (const n of [3, 4]) await consent.withdraw({ user: user(n), method: "email" });
    await consent.erase(user(5));
    await consent.suppress({ user: user(6), kind: "objection", reason: "wrote to us" });
    await consent.withdraw({ user: user(7), scopes: ["marketing"], method: "email" });
    await clock.advance(1_000);
    const file = [
      "user,action,scopes,occurredAt",
      `${user(1)},,utility,`,
      `${user(1)},,utility,`,
      `${user(2)},,marketing,`,
      `${user(3)},,utility,`,
      `${user(4)},,utility,`,
      `${user(5)},,utility,`,
      `${user(6)},,utility,`,
      `${user(7)},,utility marketing,`,
      `${user(8)},withdraw,,2025-02-01`,
      `${user(8)},,utility,2025-03-01`,
      `${user(9)},,utility,`,
    ].join("\n");
    const counts = { rows: 11, stored: 9, alreadyStored: 1, erased: 1, withoutEffect: 5, invalid: 0 };
    expect(await consent.import(file, { ...CSV, dryRun: true })).toMatchObject(counts);
    expect(await consent.import(file, CSV)).toMatchObject(counts);
  });

  it.each([
    [{ format: "xml" }],
    [{ batchSize: 10_001 }],
    [{ batch: { ...batch, id: "" } }],
    [{ batch: { ...batch, collectedFrom: "2027-01-01" } }],
    [{ columns: { user: "no such column" } }],
    [{ columns: { phone: "user" } }],
  ])("refuses options %j before anything is written", async (wrong) => {
    const { consent } = openRegistry();
    const options = { ...CSV, ...wrong } as ImportOptions;
    await expect(consent.import(`user,scopes\n${RAVI},utility\n`, options)).rejects.toThrowError(
      ValidationError,
    );
    expect(await consent.verify()).toMatchObject({ entries: 0 });
  });
});

describe("exporting the registry", () => {
  const text = async (lines: AsyncIterable<string>): Promise<string> => {
    let all = "";
    for await (const line of lines) all += line;
    return all;
  };

  it("gives where everybody stands, in a form that an import reads", async () => {
    const { consent } = openRegistry();
    await consent.import(
      `user,scopes,occurredAt\n${RAVI},utility,2025-01-01\n+919812345679,utility,2025-01-02\n`,
      CSV,
    );
    await consent.withdraw({ user: RAVI, occurredAt: Date.UTC(2026, 0, 1) });
    const csv = await text(consent.export({ what: "state", format: "csv" }));
    expect(csv.split("\n").slice(0, 4)).toEqual([
      "user,namespace,scope,state,since,verification,basis,method,suppression",
      `${RAVI},default,utility,withdrawn,2026-01-01T00:00:00.000Z,none,consent,verbal,`,
      `${RAVI},default,marketing,withdrawn,2026-01-01T00:00:00.000Z,none,consent,verbal,`,
      "+919812345679,default,utility,granted,2025-01-02T00:00:00.000Z,none,consent,import,",
    ]);
    const other = openRegistry();
    const report = await other.consent.import(csv, {
      ...CSV,
      columns: { scopes: "scope", action: "state", occurredAt: "since" },
      actions: { granted: "grant", withdrawn: "withdraw" },
    });
    expect(report).toMatchObject({ stored: 3, invalid: 0 });
    expect((await other.consent.get(RAVI)).state("utility").state).toBe("withdrawn");
  });

  it("gives every event with its link: who has the file can check the chain, also of one brand", async () => {
    const { consent } = openRegistry(memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }));
    await consent.withdraw({ user: RAVI });
    await consent.withdraw({ user: RAVI, namespace: "other" });
    await consent.withdraw({ user: "+919812345679" });
    await consent.erase("+919812345679");
    for (const namespace of [undefined, "other"]) {
      const file = await text(consent.export({ what: "events", format: "jsonl", namespace }));
      const entries = async function* () {
        for (const line of file.trim().split("\n")) yield JSON.parse(line) as never;
      };
      const report = await verifyChain(entries());
      // What another brand holds is left out: that shows, as content that no erasure explains.
      expect(report).toMatchObject(
        namespace === undefined
          ? { intact: true, entries: 4, erased: 1 }
          : { intact: false, entries: 4, problem: "content_missing", brokenAt: 1 },
      );
      expect(file.includes("919812345678")).toBe(true);
      expect(file.includes("919812345679")).toBe(false);
    }
  });
});

describe("rows that tell the same act", () => {
  it("become the same events as each of them would alone", async () => {
    const header = "user,action,scopes,occurredAt,basis,jurisdiction,documentRef\n";
    const rows = [
      `${RAVI},grant,utility marketing,2025-03-01,,,`,
      "+919812345679,grant,utility marketing,2025-03-31,written,,",
      "+919812345670,grant,utility marketing,2025-04-30T10:00:00Z,,,",
      "+919812345671,withdraw,,2025-03-01,,,",
      "+919812345672,withdraw,,2025-03-02,,,",
      "+919812345673,grant,utility,2025-03-01,implied_purchase,,",
      "+919812345674,grant,utility,2025-03-05,implied_purchase,,",
      "+919812345675,grant,utility,2025-03-05,,DE,",
      "+919812345676,grant,utility,2025-03-05,,,form-7",
      "+919812345677,grant,utility,2025-03-06,,,",
      "+919812345669,grant,utility,2025-03-06,,,",
    ];
    const together = openRegistry();
    await together.consent.import(header + rows.join("\n"), CSV);
    const alone = openRegistry();
    for (const [index, row] of rows.entries())
      await alone.consent.import(header + row, { ...CSV, batch: { ...batch, id: `b${String(index)}` } });
    const events = async ({ store }: typeof alone) =>
      (await store.consent.chain(0, 99)).map(({ event }) => ({
        ...event,
        evidence: { ...event?.evidence, batchId: "" },
      }));
    expect(await events(together)).toStrictEqual(await events(alone));
    expect((await events(together)).length).toBe(rows.length);
  });

  it("are turned away where one alone would be: five minutes ahead is the most", async () => {
    const { consent, clock } = openRegistry();
    const ahead = (seconds: number): string => new Date(clock.now() + seconds * 1_000).toISOString();
    const report = await consent.import(
      [
        "user,scopes,occurredAt",
        `+919812345671,utility,${ahead(-60)}`,
        `+919812345672,utility,${ahead(300)}`,
        `+919812345673,utility,${ahead(301)}`,
        `+919812345674,utility,${ahead(-3_600)}`,
      ].join("\n"),
      CSV,
    );
    expect(report).toMatchObject({ stored: 3, invalid: 1, errors: [{ line: 4, field: "occurredAt" }] });
  });

  it("an opt-out in a file has its effect on who agreed", async () => {
    const { consent } = openRegistry();
    await consent.import(`user,scopes\n${RAVI},utility\n`, CSV);
    const report = await consent.import(`user,action\n${RAVI},withdraw\n`, {
      ...CSV,
      batch: { ...batch, id: "b2" },
    });
    expect(report).toMatchObject({ stored: 1, withoutEffect: 0 });
    expect((await consent.get(RAVI)).state("utility").state).toBe("withdrawn");
  });
});
