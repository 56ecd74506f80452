import type { StandbyEvent } from "../events/thread-events.js";
import { readEcho } from "./coexistence-fields.js";
import { type FieldReader, lists, unknownReading, whole } from "./field-reader.js";
import { makeEvent, type Reading } from "./make-event.js";
import type { Origin } from "./origin.js";
import { contentHash, fields, list, record, text } from "./read.js";
import { readMessage } from "./read-message.js";
import { type ReadPerson, readingOf, readPerson, readSender } from "./read-person.js";
import { readStatus } from "./read-status.js";
import { shape } from "./shape.js";

const standbyLists = lists({
  messages: (raw, origin) => {
    const message = readMessage(raw);
    return (
      message &&
      standbyReading(origin, readSender(origin, raw), message.at, `message:${message.id}`, {
        kind: "message",
        message,
      })
    );
  },
  statuses: (raw, origin) => {
    const reading = readStatus(raw, origin);
    if (reading?.event.type !== "status") return undefined;
    const { at, user, status } = reading.event;
    return standbyReading(origin, { user, contact: reading.contact }, at, reading.key, {
      kind: "status",
      status,
    });
  },
  message_echoes: (raw, origin) => {
    const read = readEcho(raw, origin);
    if (read === undefined) return undefined;
    const { echo, person } = read;
    return standbyReading(origin, person, echo.at, `echo:${echo.id}`, { kind: "echo", echo });
  },
});

function standbyReading(
  origin: Origin,
  person: ReadPerson,
  at: number,
  key: string,
  standby: StandbyEvent["standby"],
): Reading {
  const event = { type: "standby", at, user: person.user, standby } as const;
  return readingOf(event, origin.keyOf("standby", key), person, origin);
}

/** Field `standby`: as `messages`, nested one level deeper. */
export const standbyField: FieldReader = (origin, out) => {
  const { standby, ...rest } = origin.value;
  const around = Object.fromEntries(Object.entries(rest).filter(([, content]) => !Array.isArray(content)));
  for (const item of list(standby)) {
    const nested = record(item);
    const part = origin.part({ ...around, ...nested }, (value) => ({ ...around, standby: value }));
    const before = out.length;
    if (nested !== undefined) standbyLists(part, out);
    if (out.length > before) continue;
    out.push(
      makeEvent(origin, unknownReading(origin, item, "standby"), item, () =>
        origin.delivery({ ...around, standby: [item] }),
      ),
    );
  }
  standbyLists(origin.part(rest), out);
};

const readHandover = shape({
  previousOwnerAppId: text,
  previousOwnerAppRole: text,
  previousOwnerRole: text,
  newOwnerRole: text,
  metadata: text,
  conversationContext: (context) => context,
});

/** Field `messaging_handovers`: control of a chat passed on. The business stands in `recipient`. */
export const handoverField = whole((value, origin) => {
  const kind = text(value.type);
  if (kind === undefined) return undefined;
  const sender = fields(value.sender);
  const person = readPerson(origin, sender, text(sender.wa_id) ?? sender.phone_number);
  const handover = { kind, ...readHandover(value[kind]) };
  return {
    ...readingOf(
      { type: "handover", at: origin.at(value), user: person.user, handover },
      `handover:${contentHash(value)}`,
      person,
      origin,
    ),
    phoneNumberId: text(fields(value.recipient).phone_number_id),
  };
});
