import type { Open } from "../../core/index.js";
import type { InboundMessage } from "../inbound-message.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase } from "./base.js";
import type { MessageEcho } from "./coexistence-events.js";
import type { MessageStatus } from "./status-events.js";

/** What goes on in a chat that somebody else (Meta Business Agent) has control of. Read it; do not answer it. */
export interface StandbyEvent extends EventBase {
  readonly type: "standby";
  readonly user: WebhookUser;
  readonly standby:
    | { readonly kind: "message"; readonly message: InboundMessage }
    | { readonly kind: "status"; readonly status: MessageStatus }
    | { readonly kind: "echo"; readonly echo: MessageEcho };
}

/** Control of a chat passed on. Meta's roles name the previous owner first. */
export interface HandoverEvent extends EventBase {
  readonly type: "handover";
  readonly user: WebhookUser;
  readonly handover: {
    readonly kind: Open<"control_passed">;
    readonly previousOwnerAppId?: string | undefined;
    readonly previousOwnerAppRole?: Open<"meta_business_agent" | "business_app"> | undefined;
    readonly previousOwnerRole?: Open<"ai_agent"> | undefined;
    readonly newOwnerRole?: Open<"escalation" | "ai_agent"> | undefined;
    readonly metadata?: string | undefined;
    readonly conversationContext?: unknown;
  };
}
