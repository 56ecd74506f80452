import type { StatusEvent, WebhookErrorDetail, WebhookEvent } from "../events.js";
import type { WebhookUser } from "../webhook-user.js";
import { webhookUser } from "../webhook-user.js";
import { makeEvent, type Origin } from "./make-event.js";
import { parseMessage } from "./parse-message.js";
import { parseUser, recipientIds, senderIds } from "./parse-user.js";
import { compact, contentHash, instant, type Json, list, number, record, text } from "./read.js";

/** Field `messages`: inbound messages, statuses, and errors of the account, all in one delivery. */
export function parseMessages(value: Json, origin: Origin): WebhookEvent[] {
  return [
    ...list(value.messages).map((item) => messageEvent(item, origin)),
    ...list(value.statuses).map((item) => statusEvent(item, origin)),
    ...list(value.errors).map((item) => unknownItem(item, origin, "errors")),
  ];
}

function messageEvent(item: unknown, origin: Origin): WebhookEvent {
  const raw = record(item);
  const message = raw && parseMessage(raw);
  const phoneNumberId = text(record(origin.shared.metadata)?.phone_number_id);
  if (raw === undefined || message === undefined) return unknownItem(item, origin, "messages");
  const user = parseUser(senderIds(raw), origin.shared.contacts);
  const parts = {
    key: `message:${phoneNumberId ?? ""}:${message.id}`,
    lane: laneOf(user, origin),
    raw,
    value: { ...origin.shared, messages: [raw] },
  };
  const groupId = text(raw.group_id);
  if (raw.type === "system")
    return makeEvent(origin, {
      ...parts,
      event: { type: "system_message", at: message.at, user, system: systemOf(raw) },
    });
  if (groupId !== undefined)
    return makeEvent(origin, {
      ...parts,
      event: { type: "group_message", at: message.at, user, groupId, message },
    });
  // Nobody to answer, or no number that it came to: keep it, but do not call it a chat.
  if (user.keys.length === 0 || phoneNumberId === undefined) return unknownItem(item, origin, "messages");
  return makeEvent(origin, {
    ...parts,
    event: { type: "message", at: message.at, user, message, phoneNumberId } as never,
  });
}

function systemOf(raw: Json): { kind: string; changedTo?: WebhookUser } {
  const system = record(raw.system) ?? {};
  const changedTo = webhookUser({
    // `new_wa_id` before Graph v12.
    waId: text(system.wa_id) ?? text(system.new_wa_id),
    userId: text(system.user_id),
    parentUserId: text(system.parent_user_id),
  });
  return compact({
    kind: text(system.type) ?? "unknown",
    changedTo: changedTo.keys.length > 0 ? changedTo : undefined,
  });
}

function statusEvent(item: unknown, origin: Origin): WebhookEvent {
  const raw = record(item);
  const messageId = text(raw?.id);
  const status = text(raw?.status);
  // Payment and call statuses have the same envelope and another life cycle.
  if (
    raw === undefined ||
    messageId === undefined ||
    status === undefined ||
    (raw.type !== undefined && raw.type !== "message")
  ) {
    return unknownItem(item, origin, "statuses");
  }
  const user = parseUser(recipientIds(raw), origin.shared.contacts);
  const participant = user.keys[0] ?? "";
  const own: StatusEvent["status"] = compact({
    messageId,
    status,
    callbackData: text(raw.biz_opaque_callback_data),
    errors: list(raw.errors).map(errorOf),
    pricing: record(raw.pricing),
    conversation: record(raw.conversation),
  });
  return makeEvent(origin, {
    event: { type: "status", at: instant(raw.timestamp) ?? 0, user, status: own },
    key: `status:${messageId}:${status}${text(raw.recipient_type) === "group" ? `:${contentHash(participant)}` : ""}`,
    lane: laneOf(user, origin),
    raw,
    value: { ...origin.shared, statuses: [raw] },
  });
}

function errorOf(item: unknown): WebhookErrorDetail {
  const raw = record(item) ?? {};
  return compact({
    code: number(raw.code) ?? 0,
    title: text(raw.title) ?? text(raw.message) ?? "Unknown error",
    details: text(record(raw.error_data)?.details),
    href: text(raw.href),
  });
}

function unknownItem(item: unknown, origin: Origin, list: string): WebhookEvent {
  return makeEvent(origin, {
    event: { type: "unknown", at: instant(record(item)?.timestamp) ?? origin.entryAt ?? 0 },
    key: `unknown:${list}:${origin.businessAccountId}:${contentHash(item ?? null)}`,
    lane: `field:${origin.field}`,
    raw: item,
    value: { ...origin.shared, [list]: [item] },
  });
}

/** One person's events keep their order, whichever number they came to. */
export function laneOf(user: WebhookUser, origin: Origin): string {
  return user.keys[0] === undefined ? `field:${origin.field}` : `person:${user.keys[0]}`;
}
