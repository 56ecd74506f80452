import type { TemplateCategory } from "../core/index.js";
import type { SendRecord, SendState } from "./types.js";

/** A row of the table of sends, as the SQL stores name its columns. */
export type SendRow = Readonly<Record<string, unknown>>;

/** A value as a JSON column holds it. */
export function toJsonColumn(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** What a JSON column holds. */
export function fromJsonColumn<T>(value: unknown): T | undefined {
  return typeof value === "string" ? (JSON.parse(value) as T) : undefined;
}

/** The text of a column that may be empty. */
export function textOfColumn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A row as a record. Pure. */
export function recordOfRow(row: SendRow): SendRecord {
  return withoutEmptyFields({
    id: String(row.id),
    idempotencyKey: String(row.original_key),
    phoneNumberId: String(row.phone_number_id),
    namespace: String(row.namespace),
    person: String(row.person),
    kind: String(row.kind),
    category: textOfColumn(row.category) as TemplateCategory | undefined,
    template: fromJsonColumn(row.template),
    cause: fromJsonColumn(row.cause),
    createdAt: Number(row.created_at),
    state: String(row.state) as SendState,
    updatedAt: Number(row.updated_at),
    messageId: textOfColumn(row.message_id),
    messageStatus: textOfColumn(row.message_status),
    decision: fromJsonColumn(row.decision),
    failure: fromJsonColumn(row.failure),
    status: textOfColumn(row.status),
    statusAt: row.status_at === null ? undefined : Number(row.status_at),
    pricing: fromJsonColumn(row.pricing),
  });
}

/** A record as others see it: without the fields that nothing is known for. */
export function withoutEmptyFields(record: SendRecord): SendRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as SendRecord;
}
