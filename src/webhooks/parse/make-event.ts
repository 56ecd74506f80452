import type { EventBase } from "../events/base.js";
import type { WebhookEvent } from "../events.js";
import type { Origin } from "./origin.js";
import type { Json } from "./read.js";

/** A type's own members. */
type Own<E extends WebhookEvent> = Omit<E, Exclude<keyof EventBase, "at">>;
export type AnyOwnPart = WebhookEvent extends infer E ? (E extends WebhookEvent ? Own<E> : never) : never;
export type OwnPart<Type extends string> = Extract<AnyOwnPart, { readonly type: Type }>;

/** What a reader makes of one item. */
export interface Reading {
  /** A fresh object: it becomes the event. */
  readonly event: AnyOwnPart;
  readonly key: string;
  readonly lane: string;
  /** The contact that the item's person was read from. */
  readonly contact?: Json | undefined;
  /** Where it does not stand in `metadata`. */
  readonly phoneNumberId?: string | undefined;
}

const DELIVERY = Symbol("waypost.delivery");

function hide(event: object, name: string | symbol, value: unknown): void {
  Object.defineProperty(event, name, { value });
}

/**
 * Completes an event in place. What may hold a whole phone number (`raw`, `lane`, the delivery) is not enumerable.
 * `delivery` gives a body with only this event in it; it is asked for only when the event is stored.
 */
export function makeEvent(
  origin: Origin,
  reading: Reading,
  raw: unknown,
  delivery: (reading: Reading) => Json,
): WebhookEvent {
  const event = reading.event as unknown as Record<string, unknown>;
  event.key = reading.key;
  event.field = origin.field;
  event.businessAccountId = origin.businessAccountId;
  const phoneNumberId = reading.phoneNumberId ?? origin.phoneNumberId;
  if (phoneNumberId !== undefined) event.phoneNumberId = phoneNumberId;
  hide(event, "raw", raw);
  hide(event, "lane", reading.lane);
  hide(event, DELIVERY, () => delivery(reading));
  return event as unknown as WebhookEvent;
}

/**
 * The event as a delivery of its own, with everything that Meta sent around it: `parseWebhook(JSON.parse(...))` of it
 * gives exactly this event. For storing or queueing an event. Undefined for an object that `parseWebhook` did not make.
 */
export function eventEnvelope(event: WebhookEvent): string {
  return JSON.stringify((event as { [DELIVERY]?: () => Json })[DELIVERY]?.());
}
