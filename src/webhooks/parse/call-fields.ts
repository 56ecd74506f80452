import { type ItemReader, lists } from "./field-reader.js";
import { accountError } from "./messages-field.js";
import type { Origin } from "./origin.js";
import { fields, instant, type Json, lower, number, text } from "./read.js";
import { readErrors } from "./read-error.js";
import { readMedia } from "./read-message.js";
import { completed, type ReadPerson, readingOf, readPerson } from "./read-person.js";
import { readRecipient } from "./read-status.js";
import { shape } from "./shape.js";

const readCall = shape(
  {
    id: text,
    event: text,
    direction: text,
    session: shape({ type: [text, "sdp_type"], sdp: text }, "sdp"),
    status: text,
    startedAt: [instant, "start_time"],
    endedAt: [instant, "end_time"],
    durationSeconds: [number, "duration"],
    callbackData: [text, "biz_opaque_callback_data"],
    deeplinkPayload: text,
    ctaPayload: text,
    recording: [(value) => readMedia(fields(value).audio), "call_recording"],
    transcript: [(value) => readMedia(fields(value).document), "call_transcript"],
    errors: readErrors,
  },
  "id",
  "event",
);

const callItem: ItemReader = (raw, origin) => {
  // Beside the calls, where Meta puts the errors of a call that ended.
  const errors = raw.errors ?? (raw.event === "terminate" ? origin.value.errors : undefined);
  const call = readCall({ ...raw, errors, session: sessionOf(raw) });
  if (call === undefined) return undefined;
  const person = otherEnd(raw, origin);
  return readingOf(
    { type: "call", at: instant(raw.timestamp) ?? 0, user: person.user, call },
    `call:${call.id}:${call.event}`,
    person,
    origin,
  );
};

/** `from` and `to` swap with the direction; a contact, if there is one, is always the person. */
function otherEnd(raw: Json, origin: Origin): ReadPerson {
  const end = raw.direction === "BUSINESS_INITIATED" ? "to" : "from";
  const person = readPerson(origin, raw, raw[end], `${end}_`);
  const { only } = origin.contacts;
  return person.user.keys.length > 0 || only === undefined
    ? person
    : { user: completed(only), contact: only };
}

function sessionOf(raw: Json): Json {
  const session = fields(raw.session);
  // Its place in old samples.
  return { ...session, sdp: text(session.sdp) ?? fields(fields(raw.connection).webrtc).sdp };
}

const readCallStatus = shape(
  { id: text, status: lower, callbackData: [text, "biz_opaque_callback_data"] },
  "id",
  "status",
);

const callStatus: ItemReader = (raw, origin) => {
  const call = readCallStatus(raw);
  if (call === undefined) return undefined;
  const person = readRecipient(origin, raw);
  return readingOf(
    { type: "call_status", at: instant(raw.timestamp) ?? 0, user: person.user, call },
    `call_status:${call.id}:${call.status}`,
    person,
    origin,
  );
};

/** Field `calls`. */
export const callsField = lists(
  { calls: callItem, statuses: callStatus, errors: accountError },
  { errors: "calls" },
);
