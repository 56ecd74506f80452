/** Tracing channels of Node's diagnostics_channel. */
export { httpChannel, publishDecision, sendChannel, traced, webhookChannel } from "./channels.js";
export type { DecisionNotice, HttpTrace, SendTrace, WebhookTrace } from "./channels.js";
