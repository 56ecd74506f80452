import type { AuditEntry, AuditStore } from "../../ledger/index.js";

export function memoryAudit(): AuditStore {
  const entries = new Map<string, AuditEntry>();
  return {
    append: async (entry) => {
      if (!entries.has(entry.id)) entries.set(entry.id, Object.freeze(structuredClone(entry)));
    },
    list: async (limit) =>
      [...entries.values()]
        .sort((a, b) => b.recordedAt - a.recordedAt || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
  };
}
