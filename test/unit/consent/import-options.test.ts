import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/index.js";
import { batch, importRows, JSONL, open, RAVI } from "./import-registry.js";

describe("options that cannot be used", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["format", 'expected "csv" or "jsonl"', { format: "xml" }],
    ["batch.id", "expected a text", { batch: { ...batch, id: " " } }],
    ["batch.source", "expected a text", { batch: { ...batch, source: 7 } }],
    ["batch.attestedBy", "expected a text", { batch: { ...batch, attestedBy: undefined } }],
    [
      "batch.collectedFrom",
      "expected two dates, collectedFrom not after collectedTo",
      { batch: { ...batch, collectedFrom: "2026-01-01" } },
    ],
    [
      "batch.collectedFrom",
      "expected two dates, collectedFrom not after collectedTo",
      { batch: { ...batch, collectedTo: undefined } },
    ],
    ["batchSize", "expected 1 to 10,000", { batchSize: 0 }],
    ["batchSize", "expected 1 to 10,000", { batchSize: 10_001 }],
    ["batchSize", "expected 1 to 10,000", { batchSize: 1.5 }],
    ["maxErrors", "expected a whole number", { maxErrors: -1 }],
    ["maxErrors", "expected a whole number", { maxErrors: 0.5 }],
    ["columns.phone", "is no field of an import", { columns: { phone: "user" } }],
  ])("%s: %s (%o)", async (field, problem, wrong) => {
    const failure = await importRows([], wrong).catch((error: unknown) => error);
    if (!ValidationError.is(failure)) throw failure;
    expect(failure).toMatchObject({ code: "INVALID_CONSENT", problems: [{ field, problem }] });
    expect(failure.message).toContain(`The import cannot start: ${field}: ${problem}.`);
    expect(failure.fix).toBe("Correct the options named; nothing was written.");
  });

  it("are all named at once, and none at all are named too", async () => {
    const wrong = { batchSize: 0, maxErrors: -1 };
    await expect(importRows([], wrong)).rejects.toThrowError(
      "batchSize: expected 1 to 10,000; maxErrors: expected a whole number.",
    );
    await expect(open().import("", undefined as never)).rejects.toThrowError(/format: .*; batch\.id: /);
  });

  it("those at the edge are taken", async () => {
    const day = { ...batch, collectedFrom: "2025-01-01", collectedTo: "2025-01-01" };
    for (const edge of [{ batchSize: 1 }, { batchSize: 10_000 }, { maxErrors: 0 }, { batch: day }])
      expect((await importRows([{ user: RAVI, scopes: "utility" }], edge)).report.stored).toBe(1);
  });

  it("a batch id belongs to one file and one brand", async () => {
    const consent = open();
    const file = (user: string) => JSON.stringify({ user, scopes: "utility" });
    await consent.import(file(RAVI), JSONL);
    await expect(consent.import(file("+919812345679"), JSONL)).rejects.toThrowError(
      "batch.id: was used for another file: choose a new one",
    );
    const other = await consent.import(file(RAVI), { ...JSONL, namespace: "other" });
    expect(other).toMatchObject({ stored: 1, resumedAfter: 0 });
    expect((await consent.get(RAVI, { namespace: "other" })).state("utility").state).toBe("granted");
  });
});
