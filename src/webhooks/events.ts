import type { Open } from "../core/index.js";
import type { InboundMessage } from "./inbound-message.js";
import type { WebhookUser } from "./webhook-user.js";

/** What every event has. */
export interface EventBase {
  /** Deduplication key: the same event redelivered has the same key. */
  readonly key: string;
  /** Events of one lane are handled in order; usually the person. Not enumerable. */
  readonly lane: string;
  /** When it happened at Meta, milliseconds since the epoch; 0 when the payload does not tell. */
  readonly at: number;
  /** Meta's webhook field. */
  readonly field: string;
  /** WABA id (`entry.id`). */
  readonly businessAccountId: string;
  /** The business number it is about. */
  readonly phoneNumberId?: string | undefined;
  /** The item as it came. Not enumerable: it may hold phone numbers. */
  readonly raw: unknown;
}

/** A person wrote to the business. */
export interface MessageEvent extends EventBase {
  readonly type: "message";
  readonly phoneNumberId: string;
  readonly user: WebhookUser;
  readonly message: InboundMessage;
}

/** A member wrote in a group. */
export interface GroupMessageEvent extends EventBase {
  readonly type: "group_message";
  readonly groupId: string;
  readonly user: WebhookUser;
  readonly message: InboundMessage;
}

/** Meta's notice about a person: changed number, changed user id, changed identity. */
export interface SystemMessageEvent extends EventBase {
  readonly type: "system_message";
  readonly user: WebhookUser;
  readonly system: {
    readonly kind: Open<
      "user_changed_number" | "user_changed_user_id" | "customer_identity_changed" | "user_identity_changed"
    >;
    /** The person under their new number or id. */
    readonly changedTo?: WebhookUser | undefined;
  };
}

/** Meta's error object in webhooks. */
export interface WebhookErrorDetail {
  readonly code: number;
  readonly title: string;
  readonly details?: string | undefined;
  readonly href?: string | undefined;
}

/** What became of a message that the business sent. */
export interface StatusEvent extends EventBase {
  readonly type: "status";
  /** The recipient. */
  readonly user: WebhookUser;
  readonly status: {
    readonly messageId: string;
    readonly status: Open<"sent" | "delivered" | "read" | "played" | "failed">;
    /** `biz_opaque_callback_data`: Waypost's ledger id. */
    readonly callbackData?: string | undefined;
    readonly errors: readonly WebhookErrorDetail[];
    readonly pricing?: Readonly<Record<string, unknown>> | undefined;
    readonly conversation?: Readonly<Record<string, unknown>> | undefined;
  };
}

/** The person used WhatsApp's own control: stop, resume or sign up for marketing. */
export interface UserPreferencesEvent extends EventBase {
  readonly type: "user_preferences";
  readonly user: WebhookUser;
  readonly preference: {
    readonly category: Open<"marketing_messages">;
    readonly value: Open<"stop" | "resume" | "signup">;
    readonly detail?: string | undefined;
    readonly signupId?: string | undefined;
  };
}

export interface TemplateRef {
  readonly id?: string | undefined;
  readonly name: string;
  readonly language: string;
  readonly category?: string | undefined;
}

export interface TemplateStatusEvent extends EventBase {
  readonly type: "template_status";
  readonly template: TemplateRef;
  readonly status: Open<
    | "APPROVED"
    | "REJECTED"
    | "PAUSED"
    | "DISABLED"
    | "PENDING"
    | "FLAGGED"
    | "ARCHIVED"
    | "DELETED"
    | "REINSTATED"
  >;
  readonly reason?: string | undefined;
  /** `FIRST_PAUSE` and the like. */
  readonly title?: string | undefined;
}

export interface TemplateQualityEvent extends EventBase {
  readonly type: "template_quality";
  readonly template: TemplateRef;
  readonly previousQuality?: string | undefined;
  readonly newQuality: Open<"GREEN" | "YELLOW" | "RED" | "UNKNOWN">;
}

/** A category change: announced (`correctCategory`) or done (`previousCategory`). */
export interface TemplateCategoryEvent extends EventBase {
  readonly type: "template_category";
  readonly template: TemplateRef;
  readonly newCategory: string;
  readonly previousCategory?: string | undefined;
  readonly correctCategory?: string | undefined;
}

/** A field or shape that this version does not read. Nothing of it is lost: see `raw`. */
export interface UnknownEvent extends EventBase {
  readonly type: "unknown";
}

/** One thing that happened. Switch on `type`. */
export type WebhookEvent =
  | MessageEvent
  | GroupMessageEvent
  | SystemMessageEvent
  | StatusEvent
  | UserPreferencesEvent
  | TemplateStatusEvent
  | TemplateQualityEvent
  | TemplateCategoryEvent
  | UnknownEvent;
