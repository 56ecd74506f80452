/** The client: Waypost, chats, the send pipeline and the intake of webhooks. */
export type { AskOptions } from "./ask.js";
export { Chat } from "./chat.js";
export type { QuestionAnswer } from "./chat.js";
export type { Failure, HandedOffInput } from "./event-handling.js";
export type { HandedOffChat, HandOffInput } from "./hand-off.js";
export type { PatternParams } from "./payload-pattern.js";
export type { Route, RouteInput, Router } from "./router.js";
export type { MediaFile, WithFile, WithFiles } from "./chat-media.js";
export type { ChatsApi, OpenChatOptions, OpenedChatOptions } from "./chats.js";
export type { ExplainedSend, Explanation, ExplainQuery } from "./explain.js";
export type { SendStory } from "./describe-send.js";
export type { RetentionOptions } from "./ledger-retention.js";
export type { SendDirectInput } from "./direct-send.js";
export { GroupChat } from "./group-chat.js";
export type { GroupChatsApi } from "./group-chats.js";
export type { GraphApi } from "./graph-api.js";
export type { AwaitedAnswers, KeywordReport } from "./keyword-report.js";
export type { LedgerApi, LedgerEntry, LedgerPeriod } from "./ledger-api.js";
export type { MessagesApi, SendTemplateInput } from "./messages.js";
export type { RequestOptions } from "./request-options.js";
export type {
  BusinessOptions,
  Escalation,
  MarketingMessagesOptions,
  SendNotice,
  WaypostOptions,
} from "./options.js";
export type { LimitsSnapshot } from "./send-limits.js";
export type { SendReceipt } from "./receipt.js";
export type { ChatSendOptions } from "./send-free-form.js";
export type { InDoubtOptions } from "./settlement.js";
export type { WithHeaderFiles } from "./template-files.js";
export type { TemplatesApi } from "./templates-api.js";
export { Waypost } from "./waypost.js";
export type { AnswerInput, Handler, HandlerContext, HandlerInput } from "./waypost.js";
export type { DeadLetter, WebhooksApi } from "./webhooks-api.js";
