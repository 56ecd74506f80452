import { createConsentRegistry, type ImportOptions } from "../../../src/consent/index.js";
import { seededRandom, virtualClock } from "../../../src/core/index.js";
import { memoryStore } from "../../../src/stores/memory/index.js";

export const batch = {
  id: "b1",
  source: "old shop system",
  collectedFrom: "2025-01-01",
  collectedTo: "2025-12-31",
  attestedBy: "meena",
};
export const CSV: ImportOptions = { format: "csv", batch };
export const JSONL: ImportOptions = { format: "jsonl", batch };
export const RAVI = "+919812345678";

export function open() {
  const clock = virtualClock(Date.UTC(2026, 5, 1));
  return createConsentRegistry({
    store: memoryStore(),
    clock,
    random: seededRandom(1),
    namespace: "default",
    businessName: "Asha Stores",
  });
}

/** Imports rows, each told by its members. */
export async function importRows(rows: readonly unknown[], options: Partial<ImportOptions> = {}) {
  const consent = open();
  const lines = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
  const report = await consent.import(lines, { ...JSONL, ...options });
  return { consent, report, events: await consent.history(RAVI) };
}
