import type { TemplateCategory } from "../../core/index.js";
import type { SendRecord, SendState } from "../../ledger/index.js";
import type { Row } from "./sqlite-driver.js";

export function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export function parse<T>(value: unknown): T | undefined {
  return typeof value === "string" ? (JSON.parse(value) as T) : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

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
