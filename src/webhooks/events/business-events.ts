import type { Open } from "../../core/index.js";
import type { EventBase } from "./base.js";

/** What happened to a Flow. */
export type FlowEventKind =
  | "FLOW_STATUS_CHANGE"
  | "CLIENT_ERROR_RATE"
  | "ENDPOINT_ERROR_RATE"
  | "ENDPOINT_LATENCY"
  | "ENDPOINT_AVAILABILITY"
  | "FLOW_VERSION_EXPIRY_WARNING";

/** A Flow's status changed, or its endpoint is slow, failing or away. */
export interface FlowEvent extends EventBase {
  readonly type: "flow";
  readonly flow: {
    readonly id: string;
    readonly event: Open<FlowEventKind>;
    readonly message?: string | undefined;
    readonly oldStatus?: Open<FlowStatus> | undefined;
    readonly newStatus?: Open<FlowStatus> | undefined;
    readonly alertState?: Open<"ACTIVATED" | "DEACTIVATED"> | undefined;
    /** Per cent, as the other rates. */
    readonly errorRate?: number | undefined;
    readonly availability?: number | undefined;
    readonly threshold?: number | undefined;
    /** Milliseconds. */
    readonly p50Latency?: number | undefined;
    readonly p90Latency?: number | undefined;
    readonly requests?: number | undefined;
    readonly errors: readonly {
      readonly type?: string | undefined;
      readonly rate?: number | undefined;
      readonly count?: number | undefined;
    }[];
    readonly warning?: string | undefined;
  };
}
type FlowStatus = "DRAFT" | "PUBLISHED" | "DEPRECATED" | "BLOCKED" | "THROTTLED";

/** A payment gateway (India, Brazil) was set up or changed. */
export interface PaymentConfigurationEvent extends EventBase {
  readonly type: "payment_configuration";
  readonly configuration: {
    readonly name: string;
    readonly provider?: Open<"billdesk" | "payu" | "razorpay" | "zaakpay"> | undefined;
    readonly merchantId?: string | undefined;
    readonly status?: Open<"Active" | "Needs Connecting" | "Needs Testing"> | undefined;
    readonly createdAt?: number | undefined;
    readonly updatedAt?: number | undefined;
  };
}

/** State of a Multi-Partner Solution; `businessAccountId` holds the portfolio. */
export interface PartnerSolutionEvent extends EventBase {
  readonly type: "partner_solution";
  readonly solution: {
    readonly id: string;
    readonly event: Open<"SOLUTION_CREATED" | "SOLUTION_UPDATED">;
    readonly status?:
      | Open<"ACTIVE" | "DEACTIVATED" | "DRAFT" | "INITIATED" | "PENDING_DEACTIVATION" | "REJECTED">
      | undefined;
  };
}

/** Meta saw a lead or a purchase in a chat that an ad began. */
export interface AutomaticEvent extends EventBase {
  readonly type: "automatic_event";
  readonly conversion: {
    readonly messageId: string;
    readonly name: Open<"LeadSubmitted" | "Purchase">;
    readonly clickId?: string | undefined;
    readonly currency?: string | undefined;
    readonly value?: number | undefined;
  };
}

/** Click tracking of marketing messages. */
export interface TrackingEvent extends EventBase {
  readonly type: "tracking_event";
  readonly tracking: {
    readonly name: Open<"sent">;
    readonly clickId?: string | undefined;
    readonly token?: string | undefined;
  };
}
