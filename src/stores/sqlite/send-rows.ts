import type { TemplateCategory } from "../../core/index.js";
import type { SendRecord, SendState, StatusFact } from "../../ledger/index.js";
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
    json(record.failure),
    json(record.pricing),
    record.updatedAt,
    record.id,
  );
}

/** A value as a column holds it. */
export function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** The JSON of a column. */
export function parse<T>(value: unknown): T | undefined {
  return typeof value === "string" ? (JSON.parse(value) as T) : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A row as the rest of Waypost knows it. */
export function recordOf(row: Row | undefined): SendRecord | undefined {
  if (row === undefined) return undefined;
  const record: SendRecord = {
    id: String(row.id),
    idempotencyKey: String(row.original_key),
    phoneNumberId: String(row.phone_number_id),
    namespace: String(row.namespace),
    person: String(row.person),
    kind: String(row.kind),
    category: textOf(row.category) as TemplateCategory | undefined,
    template: parse(row.template),
    cause: parse(row.cause),
    createdAt: Number(row.created_at),
    state: String(row.state) as SendState,
    updatedAt: Number(row.updated_at),
    messageId: textOf(row.message_id),
    messageStatus: textOf(row.message_status),
    decision: parse(row.decision),
    failure: parse(row.failure),
    status: textOf(row.status),
    statusAt: row.status_at === null ? undefined : Number(row.status_at),
    pricing: parse(row.pricing),
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as SendRecord;
}
