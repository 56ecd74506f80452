import type { StandbyEvent } from "../events/thread-events.js";
import { readEcho } from "./coexistence-fields.js";
import { type FieldReader, lists, unknownReading, whole } from "./field-reader.js";
import { makeEvent, type Reading } from "./make-event.js";
import type { Origin } from "./origin.js";
import { compact, contentHash, fields, instant, list, record, text } from "./read.js";
import { readMessage } from "./read-message.js";
import { laneOf, type ReadPerson, readPerson, readSender } from "./read-person.js";
import { readStatus } from "./read-status.js";

const standbyLists = lists({
  messages: (raw, origin) => {
    const message = readMessage(raw);
    return (
      message &&
      standbyReading(
        origin,
        readSender(origin, raw),
        message.at,
        { kind: "message", message },
        `message:${message.id}`,
      )
    );
  },
  statuses: (raw, origin) => {
    const reading = readStatus(raw, origin);
    if (reading?.event.type !== "status") return undefined;
    const { at, user, status } = reading.event;
    return standbyReading(
      origin,
      { user, contact: reading.contact },
      at,
      { kind: "status", status },
      reading.key,
    );
  },
  message_echoes: (raw, origin) => {
    const read = readEcho(raw, origin);
    return (
      read &&
      standbyReading(
        origin,
        read.person,
        read.echo.at,
        { kind: "echo", echo: read.echo },
        `echo:${read.echo.id}`,
      )
    );
  },
});

function standbyReading(
  origin: Origin,
  { user, contact }: ReadPerson,
  at: number,
  standby: StandbyEvent["standby"],
  key: string,
): Reading {
  return {
    event: { type: "standby", at, user, standby },
    key: `standby:${origin.phoneNumberId ?? ""}:${key}`,
    lane: laneOf(user, origin),
    contact,
  };
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

/** Field `messaging_handovers`: control of a chat passed on. The business stands in `recipient`. */
export const handoverField = whole((value, origin) => {
  const kind = text(value.type);
  if (kind === undefined) return undefined;
  const sender = fields(value.sender);
  const content = fields(value[kind]);
  const person = readPerson(
    origin,
    text(sender.wa_id) ?? text(sender.phone_number),
    text(sender.user_id),
    text(sender.parent_user_id),
  );
  return {
    event: {
      type: "handover",
      at: instant(value.timestamp) ?? origin.entryAt ?? 0,
      user: person.user,
      handover: compact({
        kind,
        previousOwnerAppId: text(content.previous_owner_app_id),
        previousOwnerAppRole: text(content.previous_owner_app_role),
        previousOwnerRole: text(content.previous_owner_role),
        newOwnerRole: text(content.new_owner_role),
        metadata: text(content.metadata),
        conversationContext: content.conversation_context,
      }),
    },
    key: `handover:${contentHash(value)}`,
    lane: laneOf(person.user, origin),
    phoneNumberId: text(fields(value.recipient).phone_number_id) ?? origin.phoneNumberId,
  };
});
