import type { EventBase, WebhookEvent } from "../events.js";
import { type Json, record, text } from "./read.js";

/** Where an item stood in the delivery. */
export interface Origin {
  readonly businessAccountId: string;
  readonly entryAt: number | undefined;
  readonly field: string;
  /** `messaging_product`, `metadata` and `contacts` of the change. */
  readonly shared: Json;
}

/** A type's own members. */
type OwnPart<E extends WebhookEvent> = Omit<E, Exclude<keyof EventBase, "at">>;
export type AnyOwnPart = WebhookEvent extends infer E ? (E extends WebhookEvent ? OwnPart<E> : never) : never;

const ENVELOPE = Symbol("waypost.envelope");

/** Completes an event. What may hold a whole phone number (`raw`, `lane`, the envelope) is not enumerable. */
export function makeEvent(
  origin: Origin,
  parts: {
    readonly event: AnyOwnPart;
    readonly key: string;
    readonly lane: string;
    readonly raw: unknown;
    /** The change's value with only this item in it. */
    readonly value: unknown;
  },
): WebhookEvent {
  const phoneNumberId = text(record(origin.shared.metadata)?.phone_number_id);
  const event = {
    ...parts.event,
    key: parts.key,
    field: origin.field,
    businessAccountId: origin.businessAccountId,
    ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
  };
  const envelope = {
    object: "whatsapp_business_account",
    entry: [
      {
        id: origin.businessAccountId,
        ...(origin.entryAt === undefined ? {} : { time: origin.entryAt / 1_000 }),
        changes: [{ field: origin.field, value: parts.value }],
      },
    ],
  };
  return Object.defineProperties(event, {
    raw: { value: parts.raw, enumerable: false },
    lane: { value: parts.lane, enumerable: false },
    [ENVELOPE]: { value: envelope, enumerable: false },
  }) as unknown as WebhookEvent;
}

/** The event as a delivery of its own: `parseWebhook(JSON.parse(eventEnvelope(event)))` gives exactly this event. */
export function eventEnvelope(event: WebhookEvent): string {
  return JSON.stringify((event as unknown as { [ENVELOPE]?: unknown })[ENVELOPE]);
}
