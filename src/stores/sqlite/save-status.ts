import type { SendRecord } from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import { json } from "./send-row.js";

/** Writes what a status may change. */
export function saveStatus(connection: Connection, record: SendRecord): void {
  connection.run(
    `UPDATE waypost_send SET state = ?, message_id = ?, status = ?, status_at = ?, failure = ?, pricing = ?, updated_at = ?
     WHERE id = ?`,
    record.state,
    record.messageId ?? null,
    record.status ?? null,
    record.statusAt ?? null,
    json(record.failure),
    json(record.pricing),
    record.updatedAt,
    record.id,
  );
}
