import type { CallEvent } from "../events/call-events.js";
import { type ItemReader, lists } from "./field-reader.js";
import { accountError, readingOf } from "./messages-field.js";
import type { Origin } from "./origin.js";
import { compact, fields, instant, type Json, number, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readMedia } from "./read-message.js";
import { completed, type ReadPerson, readPerson } from "./read-person.js";
import { readRecipient } from "./read-status.js";

const callItem: ItemReader = (raw, origin) => {
  const id = text(raw.id);
  const event = text(raw.event);
  if (id === undefined || event === undefined) return undefined;
  const person = otherEnd(raw, origin);
  const call: CallEvent["call"] = compact({
    id,
    event,
    direction: text(raw.direction),
    session: sessionOf(raw),
    status: text(raw.status),
    startedAt: instant(raw.start_time),
    endedAt: instant(raw.end_time),
    durationSeconds: number(raw.duration),
    callbackData: text(raw.biz_opaque_callback_data),
    deeplinkPayload: text(raw.deeplink_payload),
    ctaPayload: text(raw.cta_payload),
    recording: readMedia(fields(fields(raw.call_recording).audio)),
    transcript: readMedia(fields(fields(raw.call_transcript).document)),
    // Beside the calls, where Meta puts the errors of a call that ended.
    errors: readErrors(raw.errors ?? (event === "terminate" ? origin.value.errors : undefined)),
  });
  const at = instant(raw.timestamp) ?? 0;
  return readingOf({ type: "call", at, user: person.user, call }, `call:${id}:${event}`, person, origin);
};

/** `from` and `to` swap with the direction; a contact, if there is one, is always the person. */
function otherEnd(raw: Json, origin: Origin): ReadPerson {
  const end = raw.direction === "BUSINESS_INITIATED" ? "to" : "from";
  const person = readPerson(
    origin,
    text(raw[end]),
    text(raw[`${end}_user_id`]),
    text(raw[`${end}_parent_user_id`]),
  );
  const { only } = origin.contacts;
  return person.user.keys.length > 0 || only === undefined
    ? person
    : { user: completed(only), contact: only };
}

function sessionOf(raw: Json): CallEvent["call"]["session"] {
  const session = fields(raw.session);
  // Its place in old samples.
  const sdp = text(session.sdp) ?? text(fields(fields(raw.connection).webrtc).sdp);
  return sdp === undefined ? undefined : compact({ type: text(session.sdp_type), sdp });
}

const callStatus: ItemReader = (raw, origin) => {
  const id = text(raw.id);
  const status = text(raw.status)?.toLowerCase();
  if (id === undefined || status === undefined) return undefined;
  const person = readRecipient(origin, raw);
  const call = compact({ id, status, callbackData: text(raw.biz_opaque_callback_data) });
  const at = instant(raw.timestamp) ?? 0;
  return readingOf(
    { type: "call_status", at, user: person.user, call },
    `call_status:${id}:${status}`,
    person,
    origin,
  );
};

/** Field `calls`. */
export const callsField = lists(
  { calls: callItem, statuses: callStatus, errors: accountError },
  { errors: "calls" },
);
