import type { WebhookEvent } from "../events.js";
import { makeEvent, type Origin } from "./make-event.js";
import { parseMessages } from "./parse-messages-field.js";
import { parseTemplateChange } from "./parse-template-change.js";
import { parseUserPreferences } from "./parse-user-preferences.js";
import { contentHash, instant, type Json, list, record, text } from "./read.js";

type FieldParser = (value: Json, origin: Origin) => WebhookEvent[];

const PARSERS: Readonly<Record<string, FieldParser>> = {
  messages: parseMessages,
  user_preferences: parseUserPreferences,
  message_template_status_update: parseTemplateChange,
  message_template_quality_update: parseTemplateChange,
  template_category_update: parseTemplateChange,
};

/**
 * Reads a webhook body: every entry, every change, every item, in order. Pure; never throws, whatever it is given.
 * What is unknown or malformed comes out as an `unknown` event with its raw content. A body of another product
 * (`object` is not `whatsapp_business_account`) gives no events.
 */
export function parseWebhook(json: unknown): WebhookEvent[] {
  const body = record(json);
  if (body?.object !== "whatsapp_business_account") return [];
  return list(body.entry).flatMap((entry) => {
    const raw = record(entry);
    const businessAccountId = text(raw?.id) ?? "";
    const entryAt = instant(raw?.time);
    if (raw === undefined || !Array.isArray(raw.changes)) {
      return [unknownEvent({ businessAccountId, entryAt, field: "", shared: {} }, entry)];
    }
    return raw.changes.flatMap((change) => parseChange(change, businessAccountId, entryAt));
  });
}

function parseChange(
  change: unknown,
  businessAccountId: string,
  entryAt: number | undefined,
): WebhookEvent[] {
  const raw = record(change);
  const value = record(raw?.value);
  const field = text(raw?.field) ?? "";
  const origin: Origin = { businessAccountId, entryAt, field, shared: sharedOf(value) };
  const parser = Object.hasOwn(PARSERS, field) ? PARSERS[field] : undefined;
  if (value === undefined || parser === undefined) return [unknownEvent(origin, raw?.value)];
  const events = parser(value, origin);
  return events.length === 0 ? [unknownEvent(origin, value)] : events;
}

/** What all items of one change share: it travels with each of them. */
function sharedOf(value: Json | undefined): Json {
  const { messaging_product, metadata, contacts } = value ?? {};
  return {
    ...(messaging_product === undefined ? {} : { messaging_product }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(contacts === undefined ? {} : { contacts }),
  };
}

function unknownEvent(origin: Origin, value: unknown): WebhookEvent {
  return makeEvent(origin, {
    event: { type: "unknown", at: origin.entryAt ?? 0 },
    key: `unknown:${origin.businessAccountId}:${origin.field}:${String(origin.entryAt ?? 0)}:${contentHash(value ?? null)}`,
    lane: `field:${origin.field}`,
    raw: value,
    value,
  });
}
