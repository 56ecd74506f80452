import type { AuditEntry, AuditStore } from "../../ledger/index.js";
import type { Database } from "./database.js";

export function postgresAudit(database: Database): AuditStore {
  return {
    append: async (entry) => {
      await database.query(
        "INSERT INTO {audit} (id, recorded_at, entry) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        entry.id,
        entry.recordedAt,
        JSON.stringify(entry),
      );
    },
    list: async (limit) => {
      const rows = await database.query(
        "SELECT entry FROM {audit} ORDER BY recorded_at DESC, id LIMIT $1",
        limit,
      );
      return rows.map((row) => JSON.parse(String(row.entry)) as AuditEntry);
    },
  };
}
