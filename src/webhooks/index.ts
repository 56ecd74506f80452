/**
 * Webhooks in: signature, parsing, typed events, HTTP handlers. Works alone and on any Web Crypto host.
 *
 * @module
 */
export { PhoneNumber, ValidationError, WaypostError, WebhookSignatureError } from "../core/index.js";
export type { SignatureMistake } from "../core/index.js";
export { eventNames } from "./event-names.js";
export type { EventName, EventOf } from "./event-names.js";
export type { EventBase, RawFields, WebhookErrorDetail } from "./events/base.js";
export type {
  AccountErrorEvent,
  GroupMessageEvent,
  MessageEditEvent,
  MessageEvent,
  MessageRevokeEvent,
  SystemMessageEvent,
} from "./events/message-events.js";
export type {
  MessageStatus,
  PaymentStatusEvent,
  StatusConversation,
  StatusEvent,
  StatusPricing,
} from "./events/status-events.js";
export type {
  ContactSyncEvent,
  HistoryEvent,
  HistoryMediaEvent,
  HistoryThread,
  MessageEcho,
  MessageEchoEvent,
} from "./events/coexistence-events.js";
export type { CallEvent, CallEventKind, CallStatusEvent } from "./events/call-events.js";
export type {
  GroupLifecycleEvent,
  GroupParticipantsEvent,
  GroupSettingResult,
  GroupSettingsEvent,
  GroupStatusEvent,
} from "./events/group-events.js";
export type { HandoverEvent, StandbyEvent } from "./events/thread-events.js";
export type { UserIdUpdateEvent, UserPreferencesEvent } from "./events/user-events.js";
export type {
  TemplateCategoryDetectionEvent,
  TemplateCategoryEvent,
  TemplateComponentsEvent,
  TemplateQualityEvent,
  TemplateRef,
  TemplateStatusEvent,
} from "./events/template-events.js";
export type {
  AccountAlertEvent,
  AccountRestriction,
  AccountReviewEvent,
  AccountSettingsEvent,
  AccountUpdateEvent,
  AccountUpdateKind,
  BusinessCapabilityEvent,
  BusinessStatusEvent,
  MessagingLimit,
  SecurityEvent,
} from "./events/account-events.js";
export type {
  BusinessUsernameEvent,
  PhoneNumberNameEvent,
  PhoneNumberQualityEvent,
} from "./events/phone-number-events.js";
export type {
  AutomaticEvent,
  FlowEvent,
  FlowEventKind,
  PartnerSolutionEvent,
  PaymentConfigurationEvent,
  TrackingEvent,
} from "./events/business-events.js";
export type { UnknownEvent, WebhookEvent } from "./events.js";
export { fastifyPlugin } from "./fastify-plugin.js";
export type { FastifyLike, FastifyReplyLike, FastifyRequestLike } from "./fastify-plugin.js";
export { fetchHandler } from "./fetch-handler.js";
export { createHandlerRegistry } from "./handler-registry.js";
export type { HandlerRegistry } from "./handler-registry.js";
export type {
  ButtonMessage,
  CallPermissionReply,
  ContactsMessage,
  FlowReply,
  InboundMedia,
  InboundMessage,
  InteractiveMessage,
  LocationMessage,
  MediaMessage,
  MessageContext,
  OrderMessage,
  OtherMessage,
  ReactionMessage,
  Referral,
  RequestWelcomeMessage,
  SharedContact,
  TextMessage,
  UnsupportedMessage,
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
export type { VerifySignatureInput } from "./signature-input.js";
export type { WebhookUser } from "./webhook-user.js";
export { readLimit } from "./parse/account-fields.js";
