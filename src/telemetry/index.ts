/** Tracing channels of Node's diagnostics_channel. */
export {
  httpChannel,
  publishDecision,
  publishDoubt,
  publishQuality,
  sendChannel,
  traced,
  webhookChannel,
} from "./channels.js";
export type {
  DecisionNotice,
  DoubtNotice,
  HttpTrace,
  QualityNotice,
  SendTrace,
  WebhookTrace,
} from "./channels.js";
