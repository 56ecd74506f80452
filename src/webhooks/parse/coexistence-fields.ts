import type { HistoryThread, MessageEcho } from "../events/coexistence-events.js";
import { type ItemReader, lists } from "./field-reader.js";
import { readChangedMessage } from "./messages-field.js";
import type { Origin } from "./origin.js";
import { compact, fields, instant, type Json, lower, number, record, records, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readMessage } from "./read-message.js";
import { ownUser, readingOf, readReceiver, readSender } from "./read-person.js";
import { shape } from "./shape.js";

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
      origin.keyOf("echo", echo.id),
      person,
      origin,
    );
  },
});

/** Field `smb_app_state_sync`: the contacts of the WhatsApp Business app. */
export const contactSyncField = lists({
  state_sync: (raw, origin) => {
    const known = record(raw.contact);
    const contact = readSynced({ ...known, action: raw.action });
    if (known === undefined || contact === undefined || (raw.type !== undefined && raw.type !== "contact"))
      return undefined;
    const user = ownUser(known, text(known.phone_number) ?? known.wa_id);
    const at = instant(fields(raw.metadata).timestamp) ?? instant(raw.timestamp) ?? 0;
    return readingOf(
      { type: "contact_sync", at, user, contact },
      origin.key("contact_sync", raw),
      { user, contact: undefined },
      origin,
    );
  },
});

const readSynced = shape({ action: text, fullName: text, firstName: text }, "action");

/** Meta's code for a business that keeps its history to itself. */
const HISTORY_DECLINED = 2593109;

const readChunk = shape({ phase: number, order: [number, "chunk_order"], progress: number });

const historyChunk: ItemReader = (raw, origin) => {
  const errors = readErrors(raw.errors);
  if (!Array.isArray(raw.threads) && errors.length === 0) return undefined;
  const history = {
    ...readChunk(raw.metadata),
    threads: records(raw.threads).map((thread) => threadOf(thread, origin)),
    errors,
    declined: errors.some(({ code }) => code === HISTORY_DECLINED),
  };
  return {
    event: { type: "history", at: origin.entryAt ?? 0, history },
    key: origin.key("history", raw),
    lane: origin.lane,
  };
};

function threadOf(thread: Json, origin: Origin): HistoryThread {
  const context = fields(thread.context);
  const user = ownUser(context, text(context.wa_id) ?? thread.id);
  const business = digitsOf(fields(origin.value.metadata).display_phone_number);
  const messages = records(thread.messages).flatMap((raw) => {
    const message = readMessage(raw);
    if (message === undefined) return [];
    const fromBusiness = isSent(raw) || (business !== "" && digitsOf(raw.from) === business);
    return [compact({ message, fromBusiness, status: lower(fields(raw.history_context).status) })];
  });
  return { user, messages };
}

function digitsOf(value: unknown): string {
  return (text(value) ?? "").replace(/\D/g, "");
}

function isSent(raw: Json): boolean {
  return (raw.to ?? raw.to_user_id) !== undefined;
}

/** Field `history`: chunks of threads, or media of messages that came in them. */
export const historyField = lists({
  history: historyChunk,
  messages: (raw, origin) => {
    const message = readMessage(raw);
    if (message === undefined) return undefined;
    const person = isSent(raw) ? readReceiver(origin, raw) : readSender(origin, raw);
    return readingOf(
      { type: "history_media", at: message.at, user: person.user, message },
      origin.keyOf("history_media", message.id),
      person,
      origin,
    );
  },
});
