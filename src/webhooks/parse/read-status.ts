import type { MessageStatus, PaymentStatusEvent } from "../events/status-events.js";
import type { ItemReader } from "./field-reader.js";
import type { Origin } from "./origin.js";
import {
  compact,
  contentHash,
  fields,
  instant,
  type Json,
  number,
  record,
  records,
  some,
  text,
} from "./read.js";
import { readErrors } from "./read-error.js";
import { laneOf, type ReadPerson, readPerson } from "./read-person.js";

/** A status of a message or of a payment. */
export const readStatus: ItemReader = (raw, origin) => {
  const messageId = text(raw.id);
  const name = text(raw.status);
  if (messageId === undefined || name === undefined) return undefined;
  const at = instant(raw.timestamp) ?? 0;
  const { user, contact } = readRecipient(origin, raw);
  const lane = laneOf(user, origin);
  if (raw.type === "payment" || (raw.type === undefined && record(raw.payment) !== undefined)) {
    const payment = paymentOf(messageId, name, fields(raw.payment));
    // One payment has many events of one status (refunds): what it says tells them apart.
    const key = `payment:${messageId}:${name}:${contentHash(raw)}`;
    return { event: { type: "payment_status", at, user, payment }, key, lane, contact };
  }
  // A call's status has the same envelope and another life cycle.
  if (raw.type !== undefined && raw.type !== "message") return undefined;
  const group = groupOf(raw);
  const member = group === undefined ? "" : `:${contentHash(user.keys[0] ?? "")}`;
  return {
    event: { type: "status", at, user, status: messageStatus(raw, messageId, name, group) },
    key: `status:${messageId}:${name}${member}`,
    lane,
    contact,
  };
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function messageStatus(
  raw: Json,
  messageId: string,
  name: string,
  groupId: string | undefined,
): MessageStatus {
  const status: Writable<MessageStatus> = { messageId, status: name, errors: readErrors(raw.errors) };
  const callbackData = text(raw.biz_opaque_callback_data);
  if (callbackData !== undefined) status.callbackData = callbackData;
  if (groupId !== undefined) status.groupId = groupId;
  const pricing = record(raw.pricing);
  if (pricing !== undefined) status.pricing = pricing;
  const conversation = record(raw.conversation);
  if (conversation !== undefined) status.conversation = conversation;
  return status;
}

function groupOf(raw: Json): string | undefined {
  const groupId = text(raw.group_id);
  return groupId ?? (raw.recipient_type === "group" ? text(raw.recipient_id) : undefined);
}

/** The recipient, or the member of the group that it is about. */
export function readRecipient(origin: Origin, raw: Json): ReadPerson {
  if (groupOf(raw) === undefined) {
    return readPerson(
      origin,
      text(raw.recipient_id),
      text(raw.recipient_user_id),
      // Documented under both names in 2026.
      text(raw.recipient_parent_user_id) ?? text(raw.parent_recipient_user_id),
    );
  }
  return readPerson(
    origin,
    // Spelled both ways in Meta's samples.
    text(raw.recipient_participant_id) ?? text(raw.participant_recipient_id),
    text(raw.recipient_participant_user_id),
    text(raw.recipient_participant_parent_user_id),
  );
}

function paymentOf(messageId: string, status: string, raw: Json): PaymentStatusEvent["payment"] {
  const amount = fields(raw.amount);
  const transaction = fields(raw.transaction);
  const error = fields(transaction.error);
  const value = number(amount.value);
  return compact({
    messageId,
    status,
    referenceId: text(raw.reference_id),
    currency: text(raw.currency),
    amount: value === undefined ? undefined : { value, offset: number(amount.offset) ?? 1 },
    transaction: some({
      id: text(transaction.id),
      type: text(transaction.type),
      status: text(transaction.status),
      method: text(fields(transaction.method).type),
      error: some({ code: text(error.code), reason: text(error.reason) }),
    }),
    refunds: records(raw.refunds).map((refund) =>
      compact({ id: text(refund.id), status: text(refund.status), speed: text(refund.speed_processed) }),
    ),
    content: raw,
  });
}
