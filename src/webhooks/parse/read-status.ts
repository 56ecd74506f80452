import type { Writable } from "../../core/index.js";
import type { MessageStatus, PaymentStatusEvent } from "../events/status-events.js";
import type { ItemReader } from "./field-reader.js";
import type { Origin } from "./origin.js";
import { contentHash, fields, instant, type Json, number, record, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { personBy, type ReadPerson, readingOf, readPerson } from "./read-person.js";
import { each, part, shape } from "./shape.js";

/** A status of a message or of a payment. */
export const readStatus: ItemReader = (raw, origin) => {
  const messageId = text(raw.id);
  const name = text(raw.status);
  if (messageId === undefined || name === undefined) return undefined;
  const at = instant(raw.timestamp) ?? 0;
  const person = readRecipient(origin, raw);
  const { user } = person;
  if (raw.type === "payment" || (raw.type === undefined && record(raw.payment) !== undefined)) {
    const content = fields(raw.payment);
    const payment: PaymentStatusEvent["payment"] = {
      messageId,
      status: name,
      ...readPayment(content),
      content,
    };
    // One payment has many events of one status (refunds): what it says tells them apart.
    const key = `payment:${messageId}:${name}:${contentHash(raw)}`;
    return readingOf({ type: "payment_status", at, user, payment }, key, person, origin);
  }
  // A call's status has the same envelope and another life cycle.
  if (raw.type !== undefined && raw.type !== "message") return undefined;
  const group = groupOf(raw);
  const member = group === undefined ? "" : `:${contentHash(user.keys[0] ?? "")}`;
  const status = messageStatus(raw, messageId, name, group);
  return readingOf(
    { type: "status", at, user, status },
    `status:${messageId}:${name}${member}`,
    person,
    origin,
  );
};

/** Written out: three of four webhooks are statuses. */
function messageStatus(raw: Json, messageId: string, status: string, groupId?: string): MessageStatus {
  const out: Writable<MessageStatus> = { messageId, status, errors: readErrors(raw.errors) };
  const callbackData = text(raw.biz_opaque_callback_data);
  if (callbackData !== undefined) out.callbackData = callbackData;
  if (groupId !== undefined) out.groupId = groupId;
  const pricing = record(raw.pricing);
  if (pricing !== undefined) out.pricing = pricing;
  const conversation = record(raw.conversation);
  if (conversation !== undefined) out.conversation = conversation;
  return out;
}

function groupOf(raw: Json): string | undefined {
  const groupId = text(raw.group_id);
  return groupId ?? (raw.recipient_type === "group" ? text(raw.recipient_id) : undefined);
}

/** The recipient, or the member of the group that it is about. */
export function readRecipient(origin: Origin, raw: Json): ReadPerson {
  return groupOf(raw) === undefined
    ? personBy(
        origin,
        text(raw.recipient_id),
        text(raw.recipient_user_id),
        // Documented under both names in 2026.
        text(raw.recipient_parent_user_id) ?? text(raw.parent_recipient_user_id),
      )
    : // Spelled both ways in Meta's samples.
      readPerson(
        origin,
        raw,
        text(raw.recipient_participant_id) ?? raw.participant_recipient_id,
        "recipient_participant_",
      );
}

const readPayment = shape({
  referenceId: text,
  currency: text,
  amount: shape({ value: number, offset: (offset) => number(offset) ?? 1 }, "value"),
  transaction: part({
    id: text,
    type: text,
    status: text,
    method: (method) => text(fields(method).type),
    error: part({ code: text, reason: text }),
  }),
  refunds: each(shape({ id: text, status: text, speed: [text, "speed_processed"] })),
});
