import type { Open, PhoneNumber } from "../../core/index.js";
import type { EventBase, RawFields } from "./base.js";

/** What happened to the account. */
export type AccountUpdateKind =
  | "ACCOUNT_DELETED"
  | "ACCOUNT_VIOLATION"
  | "ACCOUNT_RESTRICTION"
  | "ACCOUNT_OFFBOARDED"
  | "ACCOUNT_RECONNECTED"
  | "DISABLED_UPDATE"
  | "VERIFIED_ACCOUNT"
  | "PHONE_NUMBER_ADDED"
  | "PHONE_NUMBER_REMOVED"
  | "PARTNER_ADDED"
  | "PARTNER_REMOVED"
  | "PARTNER_APP_INSTALLED"
  | "PARTNER_APP_UNINSTALLED"
  | "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE"
  | "AD_ACCOUNT_LINKED"
  | "MM_LITE_TERMS_SIGNED"
  | "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE"
  | "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE"
  | "VOLUME_BASED_PRICING_TIER_UPDATE";

/** One thing that a restricted account may not do, and until when. */
export interface AccountRestriction {
  readonly type: Open<
    | "RESTRICTED_ADD_PHONE_NUMBER_ACTION"
    | "RESTRICTED_BIZ_INITIATED_MESSAGING"
    | "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
    | "RESTRICTED_BUSINESS_INITIATED_CALLING"
    | "RESTRICTED_USER_INITIATED_CALLING"
    | "RESTRICTED_USER_INITIATED_CALLING_CALL_BUTTON_HIDDEN"
    | "RESTRICTED_BIZ_INITIATED_AND_USER_INITIATED_CALLING"
    | "RESTRICTED_UTILITY_TEMPLATES"
    | "RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES"
  >;
  readonly expiresAt?: number | undefined;
  readonly remediation?: string | undefined;
}

/** Life of the business account: policy, partners, prices. */
export interface AccountUpdateEvent extends EventBase {
  readonly type: "account_update";
  readonly account: {
    readonly event: Open<AccountUpdateKind>;
    readonly phone?: PhoneNumber | undefined;
    readonly country?: string | undefined;
    readonly violation?: { readonly type: string; readonly remediation?: string | undefined } | undefined;
    readonly restrictions: readonly AccountRestriction[];
    readonly ban?:
      | {
          readonly state: Open<"DISABLE" | "REINSTATE" | "SCHEDULE_FOR_DISABLE">;
          /** As Meta writes it, for example `April 17, 2025`. */
          readonly date?: string | undefined;
        }
      | undefined;
    readonly partner?:
      | {
          readonly businessAccountId?: string | undefined;
          readonly ownerBusinessId?: string | undefined;
          readonly appId?: string | undefined;
          readonly solutionId?: string | undefined;
          readonly solutionPartnerIds: readonly string[];
          readonly adAccountId?: string | undefined;
        }
      | undefined;
    readonly disconnection?:
      | {
          readonly reason?:
            | Open<
                | "ACCOUNT_DISCONNECTED"
                | "BUSINESS_DOWNGRADE"
                | "CHANGE_NUMBER"
                | "COMPANION_INACTIVITY"
                | "PRIMARY_INACTIVITY"
                | "USER_RE_REGISTERED"
              >
            | undefined;
          readonly initiatedBy?: Open<"USER" | "SYSTEM"> | undefined;
        }
      | undefined;
    readonly certification?:
      | {
          readonly clientBusinessId?: string | undefined;
          readonly status?: Open<"PENDING" | "APPROVED" | "FAILED" | "DISCARDED" | "REVOKED"> | undefined;
          readonly rejectionReasons: readonly string[];
        }
      | undefined;
    readonly authInternational?:
      | {
          readonly startsAt?: number | undefined;
          readonly exceptions: readonly {
            readonly country?: string | undefined;
            readonly startsAt?: number | undefined;
          }[];
        }
      | undefined;
    readonly pricingTier?:
      | {
          readonly category?: string | undefined;
          /** Volume from and to, for example `25000001:50000000`. */
          readonly tier?: string | undefined;
          readonly region?: string | undefined;
          readonly month?: string | undefined;
          readonly changedAt?: number | undefined;
        }
      | undefined;
  };
}

/** Meta reviewed the account. */
export interface AccountReviewEvent extends EventBase {
  readonly type: "account_review";
  readonly decision: Open<"APPROVED" | "REJECTED" | "PENDING" | "DEFERRED">;
}

/** A limit was not raised, an official business account decided on, a profile picture lost. */
export interface AccountAlertEvent extends EventBase {
  readonly type: "account_alert";
  readonly alert: {
    readonly type: Open<
      | "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED"
      | "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"
      | "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO"
      | "OBA_APPROVED"
      | "OBA_REJECTED"
      | "PROFILE_PICTURE_LOST"
    >;
    readonly severity?: Open<"CRITICAL" | "WARNING" | "INFORMATIONAL"> | undefined;
    readonly status?: Open<"ACTIVE" | "NONE"> | undefined;
    readonly description?: string | undefined;
    readonly entityType?: Open<"BUSINESS" | "PHONE_NUMBER" | "CURRENT_STATUS_ID"> | undefined;
    readonly entityId?: string | undefined;
  };
}

/** Settings of a number were changed, also by yourself; calling only, so far. */
export interface AccountSettingsEvent extends EventBase {
  readonly type: "account_settings";
  readonly settings: {
    readonly kind: Open<"phone_number_settings">;
    /** In Meta's names, as the settings endpoint gives them. */
    readonly calling?: RawFields | undefined;
    readonly content: RawFields;
  };
}

/** The messaging limit of the business portfolio or its quota of numbers changed. */
export interface BusinessCapabilityEvent extends EventBase {
  readonly type: "business_capability";
  readonly messagingLimit?: MessagingLimit | undefined;
  readonly maxPhoneNumbersPerBusiness?: number | undefined;
  readonly maxPhoneNumbersPerAccount?: number | undefined;
}

/** People outside the customer service window that a day may reach. Meta sends it as a tier or as a number. */
export interface MessagingLimit {
  /** As it came: `TIER_2K`, `2000`, `-1`. */
  readonly tier: string;
  /** `Infinity` when there is no limit; left out for a tier that this version does not know. */
  readonly people?: number | undefined;
}

/** Legacy field without documentation: read `raw` for the rest. */
export interface BusinessStatusEvent extends EventBase {
  readonly type: "business_status";
  readonly status: string;
}

/** Two-step verification of a number. */
export interface SecurityEvent extends EventBase {
  readonly type: "security";
  readonly security: {
    readonly event: Open<"PIN_CHANGED" | "PIN_RESET_REQUEST" | "PIN_REQUEST_SUCCESS">;
    readonly phone?: PhoneNumber | undefined;
    /** Who asked for a reset. */
    readonly requester?: string | undefined;
  };
}
