import type { Open } from "../../core/index.js";
import type { InboundMessage } from "../inbound-message.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase, WebhookErrorDetail } from "./base.js";

/** What the business did from another app on the same number. */
export interface MessageEcho {
  readonly id: string;
  readonly at: number;
  readonly action: "sent" | "edited" | "revoked";
  /** What was sent, or how the edited message reads now. */
  readonly message?: InboundMessage | undefined;
  /** The message that was edited or deleted. */
  readonly originalMessageId?: string | undefined;
}

/** The business wrote from the WhatsApp Business app or through another partner. Never answer it. */
export interface MessageEchoEvent extends EventBase {
  readonly type: "message_echo";
  /** The recipient. */
  readonly user: WebhookUser;
  readonly echo: MessageEcho;
}

/** A contact in the WhatsApp Business app was added, edited (also `add`) or removed. */
export interface ContactSyncEvent extends EventBase {
  readonly type: "contact_sync";
  readonly user: WebhookUser;
  readonly contact: {
    readonly action: Open<"add" | "remove">;
    readonly fullName?: string | undefined;
    readonly firstName?: string | undefined;
  };
}

/** One chat of the history that the Business app shared. */
export interface HistoryThread {
  readonly user: WebhookUser;
  readonly messages: readonly {
    readonly message: InboundMessage;
    readonly fromBusiness: boolean;
    readonly status?: Open<"delivered" | "error" | "pending" | "played" | "read" | "sent"> | undefined;
  }[];
}

/** A part of the chat history of the last 180 days. Parts come in any order: sort by `phase`, then `order`. */
export interface HistoryEvent extends EventBase {
  readonly type: "history";
  readonly history: {
    /** 0: the last day, 1: up to 90 days, 2: up to 180 days. */
    readonly phase?: number | undefined;
    readonly order?: number | undefined;
    /** Percent; 100 when all has come. */
    readonly progress?: number | undefined;
    readonly threads: readonly HistoryThread[];
    readonly errors: readonly WebhookErrorDetail[];
    /** The business did not agree to share its history (error 2593109). */
    readonly declined: boolean;
  };
}

/** Media of a message of the history, which came before without it. */
export interface HistoryMediaEvent extends EventBase {
  readonly type: "history_media";
  readonly user: WebhookUser;
  readonly message: InboundMessage;
}
