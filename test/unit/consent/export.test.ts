import { describe, expect, it } from "vitest";
import {
  type ChainEntry,
  type ConsentStore,
  createConsentRegistry,
  foldConsent,
  verifyChain,
} from "../../../src/consent/index.js";
import { exportConsent } from "../../../src/consent/transfer/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";
import { event, T0 } from "./consent-events.js";
import { open, RAVI } from "./import-registry.js";

const SINCE = "2026-06-01T00:00:00.000Z";

async function linesOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  let text = "";
  for await (const line of lines) text += line;
  expect(text.endsWith("\n")).toBe(true);
  return text.slice(0, -1).split("\n");
}

describe("exporting where everybody stands", () => {
  it("gives each scope of each person and brand a line, with what blocks them", async () => {
    const consent = open();
    const scopes = ["utility", 'topic:"quilt", blue'] as const;
    await consent.grant({ user: RAVI, scopes, method: "verbal", evidence: { agentId: "m" } });
    await consent.suppress({ user: RAVI, kind: "legal", reason: "letter" });
    await consent.withdraw({ user: "IN.abc123", scopes: ["calls"], namespace: "other" });
    const csv = await linesOf(consent.export({ what: "state", format: "csv" }));
    const stands = `granted,${SINCE},single,consent,verbal,legal`;
    expect(csv).toEqual([
      "user,namespace,scope,state,since,verification,basis,method,suppression",
      `${RAVI},default,"topic:""quilt"", blue",${stands}`,
      `${RAVI},default,utility,${stands}`,
      `IN.abc123,other,calls,withdrawn,${SINCE},none,consent,verbal,`,
    ]);
  });

  it("tells the same as JSON, of one brand where one is named", async () => {
    const consent = open();
    await consent.withdraw({ user: RAVI, scopes: ["utility"] });
    await consent.withdraw({ user: "IN.abc123", scopes: ["calls"], namespace: "other" });
    const lines = await linesOf(consent.export({ what: "state", format: "jsonl", namespace: "other" }));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        user: "IN.abc123",
        namespace: "other",
        scope: "calls",
        state: "withdrawn",
        since: SINCE,
        verification: "none",
        basis: "consent",
        method: "verbal",
        suppression: "",
      },
    ]);
  });

  it("tells of an end of everything for the scopes that everybody has, and of a suppression beside it alone", async () => {
    const consent = open();
    await consent.suppress({ user: RAVI, kind: "legal", reason: "letter" });
    const csv = await linesOf(consent.export({ what: "state", format: "csv" }));
    expect(csv.slice(1)).toEqual([]);
    await consent.withdraw({ user: RAVI });
    expect((await linesOf(consent.export({ what: "state", format: "csv" }))).slice(1)).toEqual([
      `${RAVI},default,utility,withdrawn,${SINCE},none,consent,verbal,legal`,
      `${RAVI},default,marketing,withdrawn,${SINCE},none,consent,verbal,legal`,
    ]);
  });

  it("names nobody who was erased, until they came back", async () => {
    const clock = virtualClock(Date.parse(SINCE));
    const consent = createConsentRegistry({
      store: memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }),
      clock,
      random: seededRandom(1),
      namespace: "default",
      businessName: "Asha Stores",
    });
    await consent.withdraw({ user: RAVI });
    await consent.erase(RAVI);
    const state = () => linesOf(consent.export({ what: "state", format: "csv", namespace: "default" }));
    expect(await state()).toHaveLength(1);
    await clock.advance(1_000);
    const evidence = { disclosureText: "Offers", language: "en", pageUrl: "https://asha.example" };
    await consent.grant({ user: RAVI, scopes: ["utility"], method: "web_form", evidence });
    expect((await state())[1]).toMatch(/^\+919812345678,default,utility,granted,/);
  });
});

describe("exporting the chain of one brand", () => {
  it("can be checked by who gets it, erasures included", async () => {
    const clock = virtualClock(Date.parse(SINCE));
    const consent = createConsentRegistry({
      store: memoryStore({ erasureKeys: [{ id: "k", secret: "s".repeat(40) }] }),
      clock,
      random: seededRandom(1),
      namespace: "default",
      businessName: "Asha Stores",
    });
    await consent.withdraw({ user: RAVI });
    await consent.withdraw({ user: "+919812345679" });
    await consent.erase("+919812345679");
    const lines = await linesOf(consent.export({ what: "events", format: "jsonl", namespace: "default" }));
    const links = async function* () {
      for (const line of lines) yield JSON.parse(line) as ChainEntry;
    };
    expect(await verifyChain(links())).toMatchObject({ intact: true, entries: 3, erased: 1 });
  });
});

it("an export goes on behind the first thousand people", async () => {
  const people = Array.from({ length: 1_001 }, (_, i) => String(919_812_000_000 + i));
  const view = foldConsent([event("withdraw", 1)], people[0] ?? "", "brand");
  const store = {
    people: async (after: string, limit: number) => people.filter((key) => key > after).slice(0, limit),
    namespaces: async () => ["brand"],
    view: async (person: string) => ({ ...view, person }),
  } as unknown as ConsentStore;
  const lines: string[] = [];
  for await (const line of exportConsent({ what: "state", format: "jsonl" }, { store, now: () => T0 }))
    lines.push(line);
  expect(new Set(lines.map((line) => (JSON.parse(line) as { user: string }).user)).size).toBe(1_001);
});
