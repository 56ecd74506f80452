import { describe, expect, it } from "vitest";
import type { ImportOptions, ImportProgress } from "../../../src/consent/index.js";
import { DAY } from "../../../src/core/index.js";
import { batch, JSONL, open, RAVI } from "./import-registry.js";

const line = (row: unknown): string => `${JSON.stringify(row)}\n`;
const optIn = line({ user: RAVI, scopes: "utility", occurredAt: "2025-02-01" });

/** A registry in which Ravi is known, and what an import of `rows` says then. */
async function importAfter(before: (consent: ReturnType<typeof open>) => Promise<unknown>, rows: string) {
  const consent = open();
  await before(consent);
  const counts = async (other: Partial<ImportOptions>) => {
    const { stored, withoutEffect, erased } = await consent.import(rows, { ...JSONL, ...other });
    return { stored, withoutEffect, erased };
  };
  const foreseen = await counts({ dryRun: true, batch: { ...batch, id: "dry" } });
  const done = await counts({});
  expect(foreseen).toEqual(done);
  return done;
}

describe("what an import has its effect on", () => {
  const evidence = { agentId: "m" };
  const known = (consent: ReturnType<typeof open>) =>
    consent.grant({
      user: RAVI,
      scopes: ["calls"],
      method: "verbal",
      evidence,
      occurredAt: Date.UTC(2025, 0, 1),
    });

  it("an opt-in of who is known and free", async () => {
    expect(await importAfter(known, optIn)).toMatchObject({ stored: 1, withoutEffect: 0 });
  });

  it("not an opt-in of who is suppressed", async () => {
    const suppressed = (consent: ReturnType<typeof open>) =>
      consent.suppress({ user: RAVI, kind: "legal", reason: "letter" });
    expect(await importAfter(suppressed, optIn)).toMatchObject({ stored: 1, withoutEffect: 1 });
  });

  it("an opt-in of who was suppressed until a day that is over", async () => {
    const ended = (consent: ReturnType<typeof open>) =>
      consent.suppress({
        user: RAVI,
        kind: "registry",
        reason: "listed",
        occurredAt: Date.UTC(2026, 0, 1),
        until: Date.UTC(2026, 0, 1) + DAY,
      });
    expect(await importAfter(ended, optIn)).toMatchObject({ stored: 1, withoutEffect: 0 });
  });

  it("not an opt-in to several scopes of which one was ended", async () => {
    const ended = (consent: ReturnType<typeof open>) =>
      consent.withdraw({ user: RAVI, scopes: ["calls"], occurredAt: Date.UTC(2025, 0, 1) });
    const both = line({ user: RAVI, scopes: "utility calls", occurredAt: "2025-02-01" });
    expect(await importAfter(ended, both)).toMatchObject({ stored: 1, withoutEffect: 1 });
  });

  it.each(["withdraw", "deny"])("always a %s, of one scope or of all", async (action) => {
    const rows = [{ scopes: "utility" }, {}].map((row) => line({ user: RAVI, action, ...row })).join("");
    expect(await importAfter(known, rows)).toMatchObject({ stored: 2, withoutEffect: 0 });
  });
});

describe("how far an import came", () => {
  async function watched(rows: string, options: Partial<ImportOptions> = {}, consent = open()) {
    const seen: ImportProgress[] = [];
    await consent.import(rows, { ...JSONL, ...options, onProgress: (progress) => seen.push(progress) });
    return seen.map(({ rows: read, stored, invalid }) => [read, stored, invalid]);
  }

  it("is told after each batch", async () => {
    const rows = [0, 1, 2].map((n) => line({ user: `+91981234567${String(n)}`, scopes: "utility" })).join("");
    expect(await watched(rows, { batchSize: 2 })).toEqual([
      [2, 2, 0],
      [3, 3, 0],
    ]);
  });

  it("is told also where row after row is bad", async () => {
    expect(await watched("{\n".repeat(25), { batchSize: 2 })).toEqual([
      [10, 0, 10],
      [20, 0, 20],
      [25, 0, 25],
    ]);
  });

  it("a file that was done has nothing more to tell", async () => {
    const consent = open();
    expect(await watched(optIn, {}, consent)).toHaveLength(1);
    expect(await watched(optIn, {}, consent)).toEqual([]);
  });
});
