import type { SystemMessageEvent } from "../events/message-events.js";
import type { WebhookUser } from "../webhook-user.js";
import { type ItemReader, lists } from "./field-reader.js";
import type { AnyOwnPart } from "./make-event.js";
import type { Origin } from "./origin.js";
import { compact, fields, flag, instant, type Json, text } from "./read.js";
import { readError } from "./read-error.js";
import { readMessage } from "./read-message.js";
import { ownUser, readingOf, readSender } from "./read-person.js";
import { readStatus } from "./read-status.js";
import { part } from "./shape.js";

const messageItem: ItemReader = (raw, origin) => {
  const id = text(raw.id);
  if (id === undefined) return undefined;
  const person = readSender(origin, raw);
  const event = messageEvent(raw, id, person.user, origin);
  return event && readingOf(event, origin.keyOf("message", id), person, origin);
};

function messageEvent(raw: Json, id: string, user: WebhookUser, origin: Origin): AnyOwnPart | undefined {
  const at = instant(raw.timestamp) ?? 0;
  const groupId = text(raw.group_id);
  if (raw.type === "system") return { type: "system_message", at, user, system: systemOf(raw) };
  if (raw.type === "edit" || raw.type === "revoke") return changeOf(raw, id, user, groupId);
  const message = readMessage(raw, id);
  if (message === undefined) return undefined;
  if (groupId !== undefined) return { type: "group_message", at, groupId, user, message };
  // Nobody to answer, or no number that it came to: keep it, but do not call it a chat.
  if (user.keys.length === 0 || origin.phoneNumberId === undefined) return undefined;
  return { type: "message", at, user, message };
}

/** An edit or a deletion of an earlier message. */
function changeOf(
  raw: Json,
  id: string,
  user: WebhookUser,
  groupId: string | undefined,
): AnyOwnPart | undefined {
  const at = instant(raw.timestamp) ?? 0;
  const change = readChangedMessage(raw);
  if (change === undefined) return undefined;
  const { originalMessageId, message } = change;
  const about = compact({ at, groupId, user });
  return message === undefined
    ? { type: "message_revoke", ...about, revoke: { id, originalMessageId } }
    : { type: "message_edit", ...about, edit: { id, originalMessageId, message } };
}

/** `edit` and `revoke`, inbound and echoed; undefined when the content does not say what was changed. */
export function readChangedMessage(raw: Json) {
  const content = fields(raw[raw.type === "edit" ? "edit" : "revoke"]);
  const originalMessageId = text(content.original_message_id);
  if (originalMessageId === undefined) return undefined;
  if (raw.type === "revoke") return { originalMessageId };
  const message = readMessage({ timestamp: raw.timestamp, ...fields(content.message) }, originalMessageId);
  return message && { originalMessageId, message };
}

/** Field `messages`: inbound messages, statuses, and errors of the account, all in one delivery. */
export const messagesField = lists({
  messages: messageItem,
  statuses: readStatus,
  errors: (raw, origin) => accountError(raw, origin),
});

/** An error that belongs to no message, status or call. */
export const accountError: ItemReader = (raw, origin) => ({
  event: { type: "account_error", at: origin.at(raw), error: readError(raw) },
  key: origin.key(`account_error:${origin.businessAccountId}`, raw),
  lane: origin.lane,
});

const readIdentity = part({ hash: text, acknowledged: flag, createdAt: [instant, "created_timestamp"] });

function systemOf(raw: Json): SystemMessageEvent["system"] {
  const system = fields(raw.system);
  // `new_wa_id` before Graph v12.
  const changedTo = ownUser(system, text(system.wa_id) ?? system.new_wa_id);
  return compact({
    kind: text(system.type) ?? "unknown",
    changedTo: changedTo.keys.length > 0 ? changedTo : undefined,
    // Beside `system` in captures, inside it in the docs.
    identity: readIdentity(system.identity ?? raw.identity),
  });
}
