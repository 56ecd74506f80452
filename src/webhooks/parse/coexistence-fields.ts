import type { HistoryThread, MessageEcho } from "../events/coexistence-events.js";
import { type ItemReader, lists } from "./field-reader.js";
import { readChangedMessage, readingOf } from "./messages-field.js";
import type { Origin } from "./origin.js";
import { compact, contentHash, fields, instant, type Json, number, record, records, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readMessage } from "./read-message.js";
import { completed, readReceiver, readSender } from "./read-person.js";

/** The message of an echo; on standby it stands one level deeper. */
function inner(raw: Json): Json {
  const message = record(raw.message);
  return message === undefined || raw.type !== undefined
    ? raw
    : { ...message, id: raw.id ?? message.id, timestamp: raw.timestamp ?? message.timestamp };
}

/** What the business did from another app. */
export function readEcho(item: Json, origin: Origin) {
  const raw = inner(item);
  const id = text(raw.id);
  const echo = id === undefined ? undefined : echoOf(raw, id);
  return echo && { echo, person: readReceiver(origin, raw) };
}

function echoOf(raw: Json, id: string): MessageEcho | undefined {
  const at = instant(raw.timestamp) ?? 0;
  if (raw.type !== "edit" && raw.type !== "revoke") {
    const message = readMessage(raw, id);
    return message && { id, at, action: "sent", message };
  }
  const change = readChangedMessage(raw);
  return change && { id, at, action: raw.type === "edit" ? "edited" : "revoked", ...change };
}

/** Fields `smb_message_echoes` and `message_echoes`. */
export const messageEchoesField = lists({
  message_echoes: (raw, origin) => {
    const read = readEcho(raw, origin);
    if (read === undefined) return undefined;
    const { echo, person } = read;
    return readingOf(
      { type: "message_echo", at: echo.at, user: person.user, echo },
      `echo:${origin.phoneNumberId ?? ""}:${echo.id}`,
      person,
      origin,
    );
  },
});

/** Field `smb_app_state_sync`: the contacts of the WhatsApp Business app. */
export const contactSyncField = lists({
  state_sync: (raw, origin) => {
    const contact = record(raw.contact);
    const action = text(raw.action);
    if (contact === undefined || action === undefined || (raw.type !== undefined && raw.type !== "contact"))
      return undefined;
    const waId = text(contact.phone_number) ?? text(contact.wa_id);
    const user = completed(
      { username: contact.username },
      waId,
      text(contact.user_id),
      text(contact.parent_user_id),
    );
    const at = instant(fields(raw.metadata).timestamp) ?? instant(raw.timestamp) ?? 0;
    const own = compact({ action, fullName: text(contact.full_name), firstName: text(contact.first_name) });
    return readingOf(
      { type: "contact_sync", at, user, contact: own },
      `contact_sync:${origin.phoneNumberId ?? ""}:${contentHash(raw)}`,
      { user, contact: undefined },
      origin,
    );
  },
});

/** Meta's code for a business that keeps its history to itself. */
const HISTORY_DECLINED = 2593109;

const historyChunk: ItemReader = (raw, origin) => {
  const errors = readErrors(raw.errors);
  if (!Array.isArray(raw.threads) && errors.length === 0) return undefined;
  const metadata = fields(raw.metadata);
  const history = compact({
    phase: number(metadata.phase),
    order: number(metadata.chunk_order),
    progress: number(metadata.progress),
    threads: records(raw.threads).map((thread) => threadOf(thread, origin)),
    errors,
    declined: errors.some(({ code }) => code === HISTORY_DECLINED),
  });
  return {
    event: { type: "history", at: origin.entryAt ?? 0, history },
    key: `history:${origin.phoneNumberId ?? ""}:${contentHash(raw)}`,
    lane: `field:${origin.field}`,
  };
};

function threadOf(thread: Json, origin: Origin): HistoryThread {
  const context = fields(thread.context);
  const user = completed(
    { username: context.username },
    text(context.wa_id) ?? text(thread.id),
    text(context.user_id),
    text(context.parent_user_id),
  );
  const business = digitsOf(fields(origin.value.metadata).display_phone_number);
  const messages = records(thread.messages).flatMap((raw) => {
    const message = readMessage(raw);
    if (message === undefined) return [];
    const fromBusiness = raw.to !== undefined || raw.to_user_id !== undefined || isNumber(raw.from, business);
    const status = text(fields(raw.history_context).status)?.toLowerCase();
    return [compact({ message, fromBusiness, status })];
  });
  return { user, messages };
}

function digitsOf(value: unknown): string {
  return (text(value) ?? "").replace(/\D/g, "");
}

function isNumber(value: unknown, digits: string): boolean {
  return digits !== "" && digitsOf(value) === digits;
}

/** Field `history`: chunks of threads, or media of messages that came in them. */
export const historyField = lists({
  history: historyChunk,
  messages: (raw, origin) => {
    const message = readMessage(raw);
    if (message === undefined) return undefined;
    const sent = raw.to !== undefined || raw.to_user_id !== undefined;
    const person = sent ? readReceiver(origin, raw) : readSender(origin, raw);
    return readingOf(
      { type: "history_media", at: message.at, user: person.user, message },
      `history_media:${origin.phoneNumberId ?? ""}:${message.id}`,
      person,
      origin,
    );
  },
});
