import { recordOfRow, type SendRecord, type StatusFact, toJsonColumn } from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import type { Row } from "./sqlite-driver.js";

/** Statuses of messages that others sent on this number never find their send: the oldest are dropped. */
const MOST_EARLY = 10_000;

/** Keeps a status that came before its send was accepted. */
export function keepEarly(connection: Connection, fact: StatusFact): void {
  connection.run(
    "INSERT INTO waypost_early_status (message_id, at, fact) VALUES (?, ?, ?)",
    fact.messageId,
    fact.at,
    JSON.stringify(fact),
  );
  connection.run(
    "DELETE FROM waypost_early_status WHERE sequence <= (SELECT max(sequence) FROM waypost_early_status) - ?",
    MOST_EARLY,
  );
}

/** Writes what a status may change. */
export function save(connection: Connection, record: SendRecord): void {
  connection.run(
    `UPDATE waypost_send SET state = ?, message_id = ?, status = ?, status_at = ?, failure = ?, pricing = ?, updated_at = ?
     WHERE id = ?`,
    record.state,
    record.messageId ?? null,
    record.status ?? null,
    record.statusAt ?? null,
    toJsonColumn(record.failure),
    toJsonColumn(record.pricing),
    record.updatedAt,
    record.id,
  );
}

/** A row as a record; undefined where there is none. */
export function recordOf(row: Row | undefined): SendRecord | undefined {
  return row === undefined ? undefined : recordOfRow(row);
}
