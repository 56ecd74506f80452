import type { Open } from "../../core/index.js";
import type { InboundMessage } from "../inbound-message.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase, WebhookErrorDetail } from "./base.js";

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

/** A person edited a message of theirs (numbers that are also on the WhatsApp Business app). Not a new message. */
export interface MessageEditEvent extends EventBase {
  readonly type: "message_edit";
  readonly groupId?: string | undefined;
  readonly user: WebhookUser;
  readonly edit: {
    /** `wamid....` of the edit itself. */
    readonly id: string;
    readonly originalMessageId: string;
    /** The message as it reads now, under its original id. */
    readonly message: InboundMessage;
  };
}

/** A person deleted a message of theirs for everyone. */
export interface MessageRevokeEvent extends EventBase {
  readonly type: "message_revoke";
  readonly groupId?: string | undefined;
  readonly user: WebhookUser;
  readonly revoke: { readonly id: string; readonly originalMessageId: string };
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
    /** Only for a changed identity: the hash to send with `recipient_identity_key_hash`. */
    readonly identity?:
      | {
          readonly hash?: string | undefined;
          readonly acknowledged?: boolean | undefined;
          readonly createdAt?: number | undefined;
        }
      | undefined;
  };
}

/** Meta could not handle something of this account, without naming a message of ours. */
export interface AccountErrorEvent extends EventBase {
  readonly type: "account_error";
  readonly error: WebhookErrorDetail;
}
