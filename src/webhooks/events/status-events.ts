import type { Open } from "../../core/index.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase, RawFields, WebhookErrorDetail } from "./base.js";

/** `pricing` of a status, in Meta's own names. Trust `type` and `category`; `billable` is to be removed. */
export type StatusPricing = RawFields & {
  readonly billable?: boolean | undefined;
  readonly pricing_model?: Open<"CBP" | "PMP"> | undefined;
  readonly type?:
    | Open<"regular" | "free_customer_service" | "free_entry_point" | "free_group_customer_service">
    | undefined;
  readonly category?:
    | Open<
        | "authentication"
        | "authentication_international"
        | "marketing"
        | "marketing_lite"
        | "utility"
        | "service"
        | "referral_conversion"
        | "general_purpose_ai"
        | "group_marketing"
        | "group_utility"
        | "group_service"
      >
    | undefined;
};

/** `conversation` of a status, in Meta's own names. Since Graph v24 only within a free entry point. No key: see Meta's note. */
export type StatusConversation = RawFields & {
  readonly id?: string | undefined;
  readonly expiration_timestamp?: string | undefined;
  readonly origin?: { readonly type?: string | undefined } | undefined;
};

/** What became of one message. */
export interface MessageStatus {
  readonly messageId: string;
  readonly status: Open<"sent" | "delivered" | "read" | "played" | "failed" | "deleted" | "warning">;
  /** `biz_opaque_callback_data`: Waypost's ledger id. */
  readonly callbackData?: string | undefined;
  /** The group it was sent to; `user` is then the member that this status is about. */
  readonly groupId?: string | undefined;
  readonly errors: readonly WebhookErrorDetail[];
  readonly pricing?: StatusPricing | undefined;
  readonly conversation?: StatusConversation | undefined;
}

/** What became of a message that the business sent. */
export interface StatusEvent extends EventBase {
  readonly type: "status";
  /** The recipient. */
  readonly user: WebhookUser;
  readonly status: MessageStatus;
}

/** What became of a payment (India) that an order message asked for. Another life cycle than a message's. */
export interface PaymentStatusEvent extends EventBase {
  readonly type: "payment_status";
  readonly user: WebhookUser;
  readonly payment: {
    /** The order message. */
    readonly messageId: string;
    readonly status: Open<"pending" | "captured" | "failed">;
    readonly referenceId?: string | undefined;
    readonly currency?: string | undefined;
    /** `value` in units of 1/`offset` of the currency. */
    readonly amount?: { readonly value: number; readonly offset: number } | undefined;
    readonly transaction?:
      | {
          readonly id?: string | undefined;
          readonly type?: Open<"billdesk" | "razorpay" | "payu" | "zaakpay"> | undefined;
          readonly status?: Open<"pending" | "success" | "failed"> | undefined;
          readonly method?: Open<"upi" | "card" | "netbanking" | "wallet"> | undefined;
          readonly error?:
            { readonly code?: string | undefined; readonly reason?: string | undefined } | undefined;
        }
      | undefined;
    readonly refunds: readonly {
      readonly id?: string | undefined;
      readonly status?: string | undefined;
      readonly speed?: Open<"instant" | "normal"> | undefined;
    }[];
    /** `payment` as it came, with notes, receipt and pass-through fields. */
    readonly content: RawFields;
  };
}
