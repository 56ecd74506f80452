import { describe, expect, it } from "vitest";
import { importRows, RAVI } from "./import-registry.js";

describe("what a row says", () => {
  it.each([
    ["grant", "grant"],
    ["opt_in", "grant"],
    ["opted_in", "grant"],
    ["Subscribed ", "grant"],
    ["withdraw", "withdraw"],
    ["opt_out", "withdraw"],
    ["OPTED_OUT", "withdraw"],
    [" unsubscribed", "withdraw"],
    ["deny", "deny"],
    ["denied", "deny"],
  ])("the word %j means %s", async (word, action) => {
    const { events } = await importRows([{ user: RAVI, action: word, scopes: "utility" }]);
    expect(events).toMatchObject([{ action, scopes: ["utility"] }]);
  });

  it("own words are known whatever their case, and go before the others", async () => {
    const actions = { " Ja ": "grant", subscribed: "deny" } as const;
    const row = { user: RAVI, scopes: "utility" };
    const { events } = await importRows(
      [
        { ...row, action: "JA" },
        { ...row, action: "subscribed" },
      ],
      { actions },
    );
    expect(events.map(({ action }) => action).sort()).toEqual(["deny", "grant"]);
  });

  it("without a word it is an opt-in, or what is said of all rows", async () => {
    const row = { user: RAVI, scopes: "utility", action: " " };
    expect((await importRows([row])).events[0]?.action).toBe("grant");
    expect((await importRows([row], { defaults: { action: "deny" } })).events[0]?.action).toBe("deny");
  });

  it.each([
    ["utility marketing", ["utility", "marketing"]],
    [" utility,marketing ", ["utility", "marketing"]],
    ["utility; topic:quilts", ["utility", "topic:quilts"]],
    ["utility|marketing", ["utility", "marketing"]],
  ])("the scopes %j", async (scopes, expected) => {
    expect((await importRows([{ user: RAVI, scopes }])).events[0]?.scopes).toEqual(expected);
  });

  it("all scopes end together, and only so", async () => {
    const { events } = await importRows([{ user: RAVI, action: "deny", scopes: "all" }]);
    expect(events[0]?.scopes).toBe("all");
    const { report } = await importRows([
      { user: RAVI, scopes: "all" },
      { user: RAVI, action: "deny", scopes: "all marketing" },
    ]);
    expect(report.errors.map(({ field }) => field)).toEqual(["scopes", "scopes"]);
  });

  it("scopes of all rows hold where a row names none", async () => {
    const defaults = { scopes: ["calls"] } as const;
    const rows = [{ user: RAVI, scopes: " " }];
    expect((await importRows(rows, { defaults })).events[0]?.scopes).toEqual(["calls"]);
    expect((await importRows(rows)).report.errors).toEqual([
      { line: 1, field: "scopes", problem: "what did they agree to?" },
    ]);
  });

  it.each([
    ["2025-03-01", "2025-03-01T00:00:00.000Z"],
    [" 2025-03-01 10:30 ", "2025-03-01T10:30:00.000Z"],
    ["2025-03-01T10:30:15", "2025-03-01T10:30:15.000Z"],
    ["2025-03-01 10:30:15.250", "2025-03-01T10:30:15.250Z"],
    ["2025-03-01T10:30:00Z", "2025-03-01T10:30:00.000Z"],
    ["2025-03-01t10:30:00z", "2025-03-01T10:30:00.000Z"],
    ["2025-03-01T10:30:00+05:30", "2025-03-01T05:00:00.000Z"],
    ["2025-03-01 10:30:00 +05:30", "2025-03-01T05:00:00.000Z"],
    ["2025-03-01 10:30 Z", "2025-03-01T10:30:00.000Z"],
    ["2025-03-01T10:30:00+0530", "2025-03-01T05:00:00.000Z"],
    ["1740825015", "2025-03-01T10:30:15.000Z"],
    ["1740825015250", "2025-03-01T10:30:15.250Z"],
  ])("the time %j", async (occurredAt, expected) => {
    const { events } = await importRows([{ user: RAVI, scopes: "utility", occurredAt }]);
    expect(events[0]?.occurredAt).toBe(expected);
  });

  it("a time without a zone is UTC, wherever the machine stands", async () => {
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Kolkata";
    try {
      for (const occurredAt of ["2025-03-01", "2025-03-01T00:00", "2025-03-01 00:00:00"]) {
        const { events } = await importRows([{ user: RAVI, scopes: "utility", occurredAt }]);
        expect(events[0]?.occurredAt).toBe("2025-03-01T00:00:00.000Z");
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it.each([
    "01/02/2025",
    "2025-13-01",
    "2025-03-01T",
    "2025-3-1",
    "on 2025-03-01",
    "2025-03-01 or so",
    "17408250151",
    "x1740825015",
    "1740825015x",
    "x1740825015250",
    "1740825015250x",
  ])("no time: %j", async (occurredAt) => {
    const { report } = await importRows([{ user: RAVI, scopes: "utility", occurredAt }]);
    expect(report.errors).toEqual([
      { line: 1, field: "occurredAt", problem: "expected an ISO date or Unix time" },
    ]);
  });

  it("without a time an opt-in counts from the first day of the batch, an opt-out from the last", async () => {
    const { events } = await importRows([
      { user: RAVI, scopes: "utility", occurredAt: " " },
      { user: RAVI, action: "deny", scopes: "marketing" },
    ]);
    expect(events.map(({ action, occurredAt }) => [action, occurredAt.slice(0, 10)]).sort()).toEqual([
      ["deny", "2025-12-31"],
      ["grant", "2025-01-01"],
    ]);
  });

  it("its own evidence goes before that of all rows, and what is blank is none", async () => {
    const defaults = { language: "de", formId: "f-1" };
    const { events } = await importRows(
      [{ user: RAVI, scopes: "utility", language: "hi", pageUrl: " ", documentRef: "d-7" }],
      { defaults },
    );
    expect(events[0]?.evidence).toEqual({
      attestedBy: "meena",
      batchId: "b1",
      collectedFrom: "2025-01-01",
      collectedTo: "2025-12-31",
      source: "old shop system",
      language: "hi",
      formId: "f-1",
      documentRef: "d-7",
    });
  });

  it("basis, country and reason are taken where they are told", async () => {
    const row = { user: RAVI, scopes: "utility", occurredAt: "2026-05-31" };
    const { events } = await importRows([
      { ...row, basis: " implied_enquiry ", jurisdiction: " DE ", reason: "asked at the till" },
    ]);
    expect(events[0]).toMatchObject({
      basis: "implied_enquiry",
      jurisdiction: "DE",
      reason: "asked at the till",
      expiresAt: "2026-11-30T00:00:00.000Z",
    });
    const blank = await importRows([{ ...row, basis: " ", jurisdiction: " ", reason: " " }], {
      defaults: { basis: "written" },
    });
    expect(blank.events[0]).toMatchObject({ basis: "written" });
    for (const member of ["jurisdiction", "reason"]) expect(blank.events[0]).not.toHaveProperty(member);
  });

  it("what one row says of its basis, country, reason or scopes is not said of the next", async () => {
    const row = { user: RAVI, scopes: "utility", occurredAt: "2025-02-01" };
    const at = (day: number, other: object) => ({ ...row, occurredAt: `2025-02-0${String(day)}`, ...other });
    const { events } = await importRows([
      at(1, {}),
      at(2, { jurisdiction: "DE" }),
      at(3, { reason: "at the till" }),
      at(4, { basis: "written" }),
      at(5, { scopes: "marketing" }),
      at(6, {}),
      at(7, { documentRef: "d-1" }),
    ]);
    const told = events.map((event) => [
      event.jurisdiction,
      event.reason,
      event.basis,
      event.scopes,
      event.evidence?.documentRef,
    ]);
    expect(told).toEqual([
      [undefined, undefined, "consent", ["utility"], undefined],
      ["DE", undefined, "consent", ["utility"], undefined],
      [undefined, "at the till", "consent", ["utility"], undefined],
      [undefined, undefined, "written", ["utility"], undefined],
      [undefined, undefined, "consent", ["marketing"], undefined],
      [undefined, undefined, "consent", ["utility"], undefined],
      [undefined, undefined, "consent", ["utility"], "d-1"],
    ]);
  });

  it("two documents of one day are two acts, one told twice is one", async () => {
    const row = (documentRef: string) => ({ user: RAVI, scopes: "utility", documentRef });
    const { report } = await importRows([row("d-1"), row("d-2"), row("d-1")]);
    expect(report).toMatchObject({ stored: 2, alreadyStored: 1 });
  });

  it("nothing in it can make it the person's own act", async () => {
    const { events } = await importRows([
      { user: RAVI, scopes: "utility", method: "web_form", actor: "user", namespace: "other" },
    ]);
    expect(events[0]).toMatchObject({
      method: "import",
      actor: { kind: "operator", id: "meena" },
      namespace: "default",
    });
  });

  it("the same told of several people, with and without a document, is an act of each", async () => {
    const people = ["+919812345678", "+919812345679", "+16505551234", "IN.abc123", "+5491123456789"];
    const rows = people.flatMap((user) => [
      { user, scopes: "utility", occurredAt: "2025-02-01" },
      { user, scopes: "utility", occurredAt: "2025-02-01", documentRef: "d-1" },
      { user, scopes: "utility", occurredAt: "2025-02-02" },
      { user, scopes: "marketing", occurredAt: "2025-02-02" },
      { user, scopes: "marketing", occurredAt: "2025-02-02", action: "deny" },
    ]);
    const { consent, report } = await importRows([...rows, ...rows]);
    expect(report).toMatchObject({ stored: 25, alreadyStored: 25, invalid: 0 });
    for (const user of people) expect(await consent.history(user)).toHaveLength(5);
  });
});

describe("a bad row", () => {
  const SOFT = { user: RAVI, scopes: "utility", basis: "soft_opt_in" };

  it.each<[string, string, unknown]>([
    ["action", "is no known word: give it in `actions`", { user: RAVI, action: "maybe" }],
    ["row", "is no JSON", "{"],
    ["row", "is no JSON object", "[1]"],
    ["row", "is no JSON object", "null"],
    ["row", "is no JSON object", "7"],
    ["row", "is longer than 131072 characters", JSON.stringify({ user: "x".repeat(131_072) })],
    ["user", "expected a text", { user: { number: RAVI }, scopes: "utility" }],
    ["evidence.saleRef", "needed for a soft opt-in", { ...SOFT, optOutOffered: "yes" }],
    ["user", "expected one E.164 number or one user id", { user: [RAVI, RAVI], scopes: "utility" }],
  ])("is told by its line, its field %s and what is wrong: %s", async (field, problem, row) => {
    const { report, consent } = await importRows(["", { user: RAVI, scopes: "utility" }, row]);
    expect(report).toMatchObject({ rows: 2, stored: 1, invalid: 1 });
    expect(report.errors).toEqual([{ line: 3, field, problem }]);
    expect(await consent.history(RAVI)).toHaveLength(1);
  });

  it.each(["12", "hello", "98123 45678"])("has no person as %j, and does not repeat it", async (user) => {
    const { report } = await importRows([{ user, scopes: "utility" }]);
    expect(report.errors).toMatchObject([{ line: 1, field: "user" }]);
    expect(report.errors[0]?.problem).toMatch(/^expected E\.164, got /);
    expect(JSON.stringify(report.errors)).not.toContain("45678");
  });

  it("without a person is told so", async () => {
    const { report } = await importRows([
      { user: "", scopes: "utility" },
      { scopes: "utility" },
      { user: "  ", scopes: "utility" },
    ]);
    const problem = "is missing: expected one phone number or one user id";
    expect(report.errors.map(({ line, field, problem: told }) => [line, field, told])).toEqual([
      [1, "user", problem],
      [2, "user", problem],
      [3, "user", problem],
    ]);
  });

  it("of numbers is refused whether a good one like it was read before or not", async () => {
    const { report, consent } = await importRows(
      ["+919812345678", "+9198123456781234", "+9198123", "+919812345679"].map((user) => ({
        user,
        scopes: "utility",
      })),
    );
    expect(report.errors.map(({ line, field }) => [line, field])).toEqual([
      [2, "user"],
      [3, "user"],
    ]);
    expect((await consent.get("+919812345679")).state("utility").state).toBe("granted");
  });

  it("beyond the most that are kept is counted and heard all the same", async () => {
    const heard: number[] = [];
    const options = { maxErrors: 0, onRowError: ({ line }: { line: number }) => heard.push(line) };
    const { report } = await importRows(["{", "{"], options);
    expect(report).toMatchObject({ invalid: 2, errors: [] });
    expect(heard).toEqual([1, 2]);
  });
});
