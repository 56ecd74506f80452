import type { WebhookEvent } from "../events.js";
import { makeEvent, type Reading } from "./make-event.js";
import type { Origin } from "./origin.js";
import { contentHash, fields, type Json, list, record } from "./read.js";

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

  /** The value as it came, without the other items. */
  const valueWith = (origin: Origin, name: string, items: unknown, contact?: Json): Json => {
    const kept = Object.entries(origin.value).filter(
      ([key, content]) =>
        key !== "contacts" && (companionOf.get(key) === name || !(known.has(key) || isFilled(content))),
    );
    const contacts = origin.contacts.keptFor(contact);
    return Object.fromEntries([
      ...kept,
      ...(contacts === undefined ? [] : [["contacts", contacts]]),
      [name, items],
    ]) as Json;
  };

  return (origin, out) => {
    const { value } = origin;
    const push = (name: string, raw: unknown, items: unknown, read?: ItemReader): void => {
      const item = record(raw);
      const reading = (item && read?.(item, origin)) ?? unknownReading(origin, raw, name);
      out.push(
        makeEvent(origin, reading, raw, ({ contact }) =>
          origin.delivery(valueWith(origin, name, items, contact)),
        ),
      );
    };
    for (const name in value) {
      const content = value[name];
      const read = known.get(name);
      const owner = companionOf.get(name);
      if (owner !== undefined && list(value[owner]).length > 0) continue;
      if (read !== undefined) for (const item of list(content)) push(name, item, [item], read);
      else if (!AROUND.has(name) && isFilled(content)) push(name, content, content);
    }
  };
}

/** What stands beside the items of every field. */
const AROUND: ReadonlySet<string> = new Set(["contacts", "messaging_product", "metadata"]);

function isFilled(content: unknown): boolean {
  return Array.isArray(content) && content.length > 0;
}

/** What nobody could read, whole. */
export function unknownReading(origin: Origin, content: unknown, name = ""): Reading {
  return {
    event: { type: "unknown", at: origin.at(fields(content)) },
    key: `unknown:${origin.businessAccountId}:${origin.field}:${name}:${String(origin.entryAt ?? 0)}:${contentHash(content ?? null)}`,
    lane: origin.lane,
  };
}
