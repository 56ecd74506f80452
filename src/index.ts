/**
 * Waypost: the WhatsApp Business Cloud API in which the easy path is the compliant path.
 *
 * @module
 */

// The client
export { Chat, GroupChat, Waypost } from "./client/index.js";
export type {
  AnswerInput,
  AskOptions,
  AwaitedAnswers,
  BusinessOptions,
  ChatsApi,
  ChatSendOptions,
  DeadLetter,
  Escalation,
  Failure,
  GraphApi,
  GroupChatsApi,
  HandedOffChat,
  HandedOffInput,
  HandOffInput,
  Handler,
  HandlerContext,
  HandlerInput,
  InDoubtOptions,
  KeywordReport,
  LedgerApi,
  ExplainedSend,
  Explanation,
  ExplainQuery,
  LedgerEntry,
  LedgerPeriod,
  LimitsSnapshot,
  MarketingMessagesOptions,
  MediaFile,
  MessagesApi,
  OpenChatOptions,
  OpenedChatOptions,
  PatternParams,
  QuestionAnswer,
  RequestOptions,
  Route,
  RouteInput,
  Router,
  SendDirectInput,
  SendNotice,
  SendReceipt,
  SendTemplateInput,
  TemplatesApi,
  WaypostOptions,
  WebhooksApi,
  WithFile,
  WithFiles,
  WithHeaderFiles,
} from "./client/index.js";

// Conversations
export { defineQuestion } from "./conversations/index.js";
export type {
  AnswerValue,
  ButtonsQuestion,
  ChatHolder,
  HandOff,
  ListQuestion,
  Question,
  TextQuestion,
} from "./conversations/index.js";

// Limits
export { localLimits } from "./limits/index.js";
export type { BucketSnapshot, LimitsBackend } from "./limits/index.js";

// Templates
export {
  adviseCategory,
  compareTemplates,
  defineTemplate,
  formatFindings,
  isTemplate,
  LINT_RULES,
  lintTemplate,
  lintTemplates,
  renderTemplate,
  templateFromJson,
  templateJson,
  toCreateRequest,
} from "./templates/index.js";
export type {
  CompareOptions,
  TemplateDifference,
  TemplateFromJson,
  TemplateJson,
  AuthenticationTemplateInput,
  ButtonDefinition,
  CallValue,
  CardDefinition,
  CatalogButtonDefinition,
  CatalogValue,
  CategoryAdvice,
  CategoryReason,
  ContactInfoButtonDefinition,
  CopyCodeButtonDefinition,
  CurrencyValue,
  DateTimeValue,
  DocumentValue,
  FindingLocation,
  FlowButtonDefinition,
  FlowValue,
  FormatOptions,
  HeaderDefinition,
  LintableTemplate,
  LintAccount,
  LintFinding,
  LintOptions,
  LintRuleInfo,
  LintSeverity,
  LocationValue,
  MultiProductButtonDefinition,
  OrderDetailsButtonDefinition,
  OrderStatusValue,
  OtpButtonDefinition,
  ParamsOf,
  PhoneNumberButtonDefinition,
  ProductsValue,
  ProductValue,
  QuickReplyDefinition,
  RenderedButton,
  RenderedCard,
  RenderedTemplate,
  SingleProductButtonDefinition,
  StoredTemplate,
  TemplateCreateRequest,
  TemplateDefinition,
  TemplateInput,
  TemplateRecord,
  TemplateStatus,
  TextTemplateInput,
  UrlButtonDefinition,
  VariableKind,
  VoiceCallButtonDefinition,
} from "./templates/index.js";

// Consent, windows, decisions
export { clickToChat, qrCode } from "./consent/index.js";
export type {
  ChainHead,
  ChainReport,
  ConsentBasis,
  ConsentEvent,
  ConsentHistoryEntry,
  ConsentMethod,
  ConsentHealth,
  ConsentRegistry,
  ConsentStatus,
  DoubleOptIn,
  ErasureKey,
  Evidence,
  GrantInput,
  GrantResult,
  ImportOptions,
  ImportReport,
  KantaraReceipt,
  KeywordScope,
  OptInOffer,
  OptOutTexts,
  RegisterAnswer,
  Scope,
  ScopeStanding,
  SubjectAccess,
  SuppressionRegister,
  WithdrawInput,
} from "./consent/index.js";
export type { WindowView } from "./windows/index.js";
export type {
  AllowDecision,
  Cause,
  CauseKind,
  Decision,
  HoldCode,
  HoldDecision,
  PolicyCode,
  RecipientInput,
  RefuseCode,
  RefuseDecision,
} from "./core/index.js";
export { PhoneNumber } from "./core/index.js";

// Messages and events
export type {
  AddressField,
  AddressRequestInput,
  AddressValues,
  AudioMessageInput,
  Beneficiary,
  ButtonsMessageInput,
  CallButtonInput,
  CarouselCard,
  CarouselMessageInput,
  CatalogMessageInput,
  ContactCard,
  DirectButtonsInput,
  DirectCategory,
  DirectContent,
  DocumentMessageInput,
  FlowMessageInput,
  ImageMessageInput,
  InteractiveHeader,
  ItemisedOrder,
  LinkButton,
  ListMessageInput,
  ListRow,
  LocationMessageInput,
  MinorUnits,
  OrderDetailsInput,
  OrderItem,
  OrderMessageInput,
  OrderPayment,
  OrderStatusMessageInput,
  OrderTotal,
  PaymentGateway,
  ProductCarouselMessageInput,
  ProductListMessageInput,
  ProductMessageInput,
  ReplyButton,
  PinMessageInput,
  StickerMessageInput,
  TapTarget,
  TextHeader,
  UrlButtonMessageInput,
  VideoMessageInput,
} from "./messages/index.js";
export type { EventName, EventOf, InboundMessage, WebhookEvent, WebhookUser } from "./webhooks/index.js";

// Resources: every management endpoint
export type {
  Answer,
  CallOptions,
  CreateUploadHandleInput,
  DownloadedMedia,
  DownloadMediaInput,
  FileSource,
  MediaInfo,
  MediaStream,
  Resources,
  UploadedMedia,
  UploadHandle,
  UploadMediaInput,
  UploadProgress,
} from "./resources/index.js";
export type { GraphUsage, Listing, Page } from "./graph/index.js";

// Stores and transports
export { memoryStore } from "./stores/memory/index.js";
export type { CounterOp, CounterReading, CounterStore } from "./counters/index.js";
export type { AuditEntry } from "./ledger/index.js";
export type {
  ContentAction,
  HolidayOptions,
  Loosening,
  LooseningReason,
  PolicyChoice,
  PolicyChoiceValue,
  PolicyConfig,
  PolicyOptions,
  PolicySetting,
  PolicyValues,
  RestrictedVertical,
  VerticalOptions,
} from "./policy/index.js";
export type { AcknowledgeInput, PolicyApi } from "./client/index.js";
export type { CostLine, CostSummary, DeliveryStatus, RateCard, SendState, Store } from "./ledger/index.js";
export { fetchTransport, undiciTransport } from "./graph/index.js";
export type { Clock, Logger, Random, SettledSend, SignatureMistake, SleepOptions } from "./core/index.js";
export type {
  Transport,
  TransportBody,
  TransportRequest,
  TransportResponse,
  TransportStream,
} from "./graph/index.js";

// Errors
export {
  HeldError,
  InDoubtError,
  MediaError,
  RefusedError,
  StoreError,
  TransportError,
  UnansweredError,
  ValidationError,
  WaypostError,
  WebhookSignatureError,
  WindowClosedError,
} from "./core/index.js";
export {
  AccountRestrictedError,
  AuthenticationError,
  CallingError,
  FlowRejectedError,
  GraphApiError,
  GroupError,
  MarketingStoppedError,
  MediaRejectedError,
  ParameterError,
  PermissionError,
  RateLimitError,
  RecipientError,
  ReengagementError,
  RegistrationError,
  ServiceError,
  TemplateError,
} from "./graph/index.js";
