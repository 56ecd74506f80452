import type { WebhookEvent } from "../events.js";
import { makeEvent, type Reading } from "./make-event.js";
import type { Origin } from "./origin.js";
import { contentHash, fields, instant, type Json, list, record } from "./read.js";

/** Reads the events of one change. Nothing that it gives is nothing that is lost: see `parseWebhook`. */
export type FieldReader = (origin: Origin, out: WebhookEvent[]) => void;

/** Reads one item; undefined when it is not what it should be. Never throws. */
export type ItemReader = (item: Json, origin: Origin) => Reading | undefined;

/** A field whose value is one event. */
export function whole(read: (value: Json, origin: Origin) => Reading | undefined): FieldReader {
  return (origin, out) => {
    const reading = read(origin.value, origin);
    if (reading !== undefined)
      out.push(makeEvent(origin, reading, origin.value, () => origin.delivery(origin.value)));
  };
}

/**
 * A field whose value holds lists of events. Lists that nobody knows come out whole, as unknown events. `companions`
 * are lists that belong to the items of another one as long as there are any (`errors` of calls).
 */
export function lists(
  readers: Readonly<Record<string, ItemReader>>,
  companions: Readonly<Record<string, string>> = {},
): FieldReader {
  const known = new Map(Object.entries(readers));
  const companionOf = new Map(Object.entries(companions));
  return (origin, out) => {
    const { value } = origin;
    for (const name in value) {
      if (name === "contacts" || name === "messaging_product" || name === "metadata") continue;
      const read = known.get(name);
      const content = value[name];
      const owner = companionOf.get(name);
      if (owner !== undefined && list(value[owner]).length > 0) continue;
      if (read !== undefined) {
        for (const item of list(content)) out.push(itemEvent(origin, name, item, read, known, companionOf));
      } else if (Array.isArray(content) && content.length > 0) {
        out.push(
          makeEvent(origin, unknownReading(origin, content, name), content, () =>
            origin.delivery(valueWith(origin, name, content, undefined, known, companionOf)),
          ),
        );
      }
    }
  };
}

function itemEvent(
  origin: Origin,
  name: string,
  item: unknown,
  read: ItemReader,
  known: ReadonlyMap<string, unknown>,
  companionOf: ReadonlyMap<string, string>,
): WebhookEvent {
  const object = record(item);
  const reading = (object && read(object, origin)) ?? unknownReading(origin, item, name);
  return makeEvent(origin, reading, item, ({ contact }) =>
    origin.delivery(valueWith(origin, name, [item], contact, known, companionOf)),
  );
}

/** The value as it came, without the other items. */
function valueWith(
  origin: Origin,
  name: string,
  items: unknown,
  contact: Json | undefined,
  known: ReadonlyMap<string, unknown>,
  companionOf: ReadonlyMap<string, string>,
): Json {
  const kept = Object.entries(origin.value).filter(
    ([key, content]) =>
      key !== "contacts" &&
      (companionOf.get(key) === name || !(known.has(key) || (Array.isArray(content) && content.length > 0))),
  );
  const contacts = origin.contacts.keptFor(contact);
  return Object.fromEntries([
    ...kept,
    ...(contacts === undefined ? [] : [["contacts", contacts]]),
    [name, items],
  ]) as Json;
}

/** What nobody could read, whole. */
export function unknownReading(origin: Origin, content: unknown, name = ""): Reading {
  return {
    event: { type: "unknown", at: instant(fields(content).timestamp) ?? origin.entryAt ?? 0 },
    key: `unknown:${origin.businessAccountId}:${origin.field}:${name}:${String(origin.entryAt ?? 0)}:${contentHash(content ?? null)}`,
    lane: `field:${origin.field}`,
  };
}
