/**
 * Durable queues for many machines, on BullMQ: an outbox of sends, an inbox of webhooks.
 *
 * @module
 */
export type { QueueConnection } from "./connection.js";
export { createOutbox } from "./outbox.js";
export type {
  EnqueueOptions,
  Outbox,
  OutboxOptions,
  OutboxOutcome,
  OutboxWork,
  RescheduleOptions,
} from "./outbox.js";
export { createWebhookQueue } from "./webhook-queue.js";
export type { WebhookQueue, WebhookQueueOptions } from "./webhook-queue.js";
