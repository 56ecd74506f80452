import type { Open } from "../../core/index.js";
import type { InboundMedia } from "../inbound-message.js";
import type { WebhookUser } from "../webhook-user.js";
import type { EventBase, WebhookErrorDetail } from "./base.js";

/** What happened to a call. */
export type CallEventKind =
  "connect" | "terminate" | "call_recording_available" | "call_transcription_available";

/** A call begins or ends, or its recording or transcript is there (for seven days). */
export interface CallEvent extends EventBase {
  readonly type: "call";
  readonly user: WebhookUser;
  readonly call: {
    /** `wacid....` */
    readonly id: string;
    readonly event: Open<CallEventKind>;
    readonly direction?: Open<"USER_INITIATED" | "BUSINESS_INITIATED"> | undefined;
    /** Offer of a user's call, answer to a business's call. */
    readonly session?:
      { readonly type?: Open<"offer" | "answer"> | undefined; readonly sdp: string } | undefined;
    readonly status?: Open<"COMPLETED" | "FAILED"> | undefined;
    readonly startedAt?: number | undefined;
    readonly endedAt?: number | undefined;
    /** Left out when nobody picked up, also when the status is `COMPLETED`. */
    readonly durationSeconds?: number | undefined;
    readonly callbackData?: string | undefined;
    readonly deeplinkPayload?: string | undefined;
    readonly ctaPayload?: string | undefined;
    readonly recording?: InboundMedia | undefined;
    readonly transcript?: InboundMedia | undefined;
    readonly errors: readonly WebhookErrorDetail[];
  };
}

/** How a call of the business goes on at the other end. May come after `connect` and `terminate`. */
export interface CallStatusEvent extends EventBase {
  readonly type: "call_status";
  readonly user: WebhookUser;
  readonly call: {
    readonly id: string;
    readonly status: Open<"ringing" | "accepted" | "rejected">;
    readonly callbackData?: string | undefined;
  };
}
