import { eventEnvelope, type InboxItem, parseWebhook, type WebhookEvent } from "../webhooks/index.js";

/** The durable form of an event: an envelope of its own, which parses back to exactly this event. */
export function inboxItemOf(event: WebhookEvent, receivedAt: number): InboxItem {
  return { key: event.key, lane: event.lane, envelope: eventEnvelope(event), receivedAt };
}

export function eventOfInboxItem(item: Pick<InboxItem, "envelope">): WebhookEvent | undefined {
  return parseWebhook(JSON.parse(item.envelope))[0];
}
