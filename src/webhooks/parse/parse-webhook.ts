import type { WebhookEvent } from "../events.js";
import { FIELD_READERS } from "./field-readers.js";
import { unknownReading } from "./field-reader.js";
import { makeEvent } from "./make-event.js";
import { Origin } from "./origin.js";
import { list, record } from "./read.js";

/**
 * Reads a webhook body: every entry, every change, every item, in order. Pure; never throws, whatever it is given.
 * What is unknown or malformed comes out as an `unknown` event with its raw content. A body of another product
 * (`object` is not `whatsapp_business_account`) gives no events.
 */
export function parseWebhook(json: unknown): WebhookEvent[] {
  const body = record(json);
  const out: WebhookEvent[] = [];
  if (body?.object !== "whatsapp_business_account") return out;
  for (const item of list(body.entry)) {
    const entry = record(item);
    if (entry?.changes === undefined || entry.changes === null) {
      // As the value of a change without a field: so it can be stored and read again.
      const change = { value: item };
      readChange(
        new Origin(body, entry === undefined ? {} : withoutChanges(entry), change),
        change,
        item,
        out,
      );
      continue;
    }
    for (const change of list(entry.changes)) {
      const object = record(change);
      const value = object !== undefined && "value" in object ? object.value : change;
      readChange(new Origin(body, entry, object ?? {}), change, value, out);
    }
  }
  return out;
}

function withoutChanges({ id, time }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...(id === undefined ? {} : { id }), ...(time === undefined ? {} : { time }) };
}

function readChange(origin: Origin, change: unknown, value: unknown, out: WebhookEvent[]): void {
  const before = out.length;
  const readable = typeof value === "object" && value !== null && !Array.isArray(value);
  if (readable) FIELD_READERS.get(origin.field)?.(origin, out);
  if (out.length > before) return;
  out.push(makeEvent(origin, unknownReading(origin, value), value, () => origin.deliveryOf(change)));
}
