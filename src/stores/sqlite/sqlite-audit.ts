import type { AuditEntry, AuditStore } from "../../ledger/index.js";
import type { Connection } from "./connection.js";

export function sqliteAudit(connection: Connection): AuditStore {
  return {
    append: (entry) =>
      connection.write(() => {
        connection.run(
          "INSERT INTO waypost_audit (id, recorded_at, entry) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
          entry.id,
          entry.recordedAt,
          JSON.stringify(entry),
        );
      }),
    list: (limit) =>
      connection.read(() =>
        connection
          .all("SELECT entry FROM waypost_audit ORDER BY recorded_at DESC, id LIMIT ?", limit)
          .map((row) => JSON.parse(String(row.entry)) as AuditEntry),
      ),
  };
}
