import type { Open, PhoneNumber } from "../../core/index.js";
import type { MessagingLimit } from "./account-events.js";
import type { EventBase } from "./base.js";

/** Meta decided on a display name. */
export interface PhoneNumberNameEvent extends EventBase {
  readonly type: "phone_number_name";
  readonly phone?: PhoneNumber | undefined;
  readonly decision: Open<"APPROVED" | "DEFERRED" | "PENDING" | "REJECTED">;
  readonly requestedName?: string | undefined;
  readonly rejectionReason?: string | undefined;
}

/** Throughput or limit of a number changed. */
export interface PhoneNumberQualityEvent extends EventBase {
  readonly type: "phone_number_quality";
  readonly phone?: PhoneNumber | undefined;
  readonly event: Open<
    "ONBOARDING" | "THROUGHPUT_UPGRADE" | "UPGRADE" | "DOWNGRADE" | "FLAGGED" | "UNFLAGGED"
  >;
  readonly limit?: MessagingLimit | undefined;
  readonly previousLimit?: MessagingLimit | undefined;
}

/** The business's own username. */
export interface BusinessUsernameEvent extends EventBase {
  readonly type: "business_username";
  readonly phone?: PhoneNumber | undefined;
  readonly status: Open<"approved" | "reserved" | "deleted">;
  /** Left out when it was deleted. */
  readonly username?: string | undefined;
}
