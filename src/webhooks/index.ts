/**
 * Webhooks in: signature, parsing, typed events, HTTP handlers. Works alone and on any Web Crypto host.
 *
 * @module
 */
export { PhoneNumber, ValidationError, WaypostError, WebhookSignatureError } from "../core/index.js";
export { eventNames } from "./event-names.js";
export type { EventName, EventOf } from "./event-names.js";
export type {
  EventBase,
  GroupMessageEvent,
  MessageEvent,
  StatusEvent,
  SystemMessageEvent,
  TemplateCategoryEvent,
  TemplateQualityEvent,
  TemplateRef,
  TemplateStatusEvent,
  UnknownEvent,
  UserPreferencesEvent,
  WebhookErrorDetail,
  WebhookEvent,
} from "./events.js";
export { fastifyPlugin } from "./fastify-plugin.js";
export type { FastifyLike, FastifyReplyLike, FastifyRequestLike } from "./fastify-plugin.js";
export { fetchHandler } from "./fetch-handler.js";
export { createHandlerRegistry } from "./handler-registry.js";
export type { HandlerRegistry } from "./handler-registry.js";
export type {
  ButtonMessage,
  InboundMedia,
  InboundMessage,
  InteractiveMessage,
  LocationMessage,
  MediaMessage,
  MessageContext,
  OtherMessage,
  ReactionMessage,
  TextMessage,
} from "./inbound-message.js";
export type { InboxItem, InboxStore, StoredInboxItem } from "./inbox-store.js";
export { lambdaHandler } from "./lambda-handler.js";
export type { LambdaEvent, LambdaResult } from "./lambda-handler.js";
export { nodeHandler } from "./node-handler.js";
export type { NodeRequest, NodeResponse } from "./node-handler.js";
export { eventEnvelope } from "./parse/make-event.js";
export { parseWebhook } from "./parse/parse-webhook.js";
export { createWebhookReceiver } from "./receiver.js";
export type { WebhookAnswer, WebhookReceiver, WebhookReceiverOptions, WebhookRequest } from "./receiver.js";
export { signPayload, verifySignature } from "./signature.js";
export type { VerifySignatureInput } from "./signature.js";
export type { WebhookUser } from "./webhook-user.js";
