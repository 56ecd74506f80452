/**
 * Every code with which the policy refuses or holds a send. Stable: code that switches on it keeps working.
 * The rule that produces a code lives in `src/policy/rules/`, in the file named after the code.
 */

/** A refusal: the same send will not pass later unless something changes. */
export type RefuseCode =
  | "MULTIPLE_RECIPIENTS"
  | "SUPPRESSED"
  | "USER_BLOCKED_BY_US"
  | "WINDOW_CLOSED"
  | "HANDED_OFF"
  | "OPTED_OUT"
  | "TEMPLATE_NOT_APPROVED"
  | "TEMPLATE_PAUSED"
  | "TEMPLATE_DISABLED"
  | "TEMPLATE_PARAMS"
  | "TEMPLATE_MISMATCH"
  | "CONSENT_REQUIRED"
  | "CONSENT_UNVERIFIED"
  | "DOI_REPEAT"
  | "CAUSE_REQUIRED"
  | "CAUSE_STALE"
  | "CAUSE_FANOUT"
  | "CAUSE_REPEATED"
  | "MARKETING_US"
  | "QUALITY"
  | "BSUID_UNSUPPORTED"
  | "CONFIRMATION_LATE"
  | "ACCOUNT_RESTRICTED"
  | "SPAM_LIMIT"
  | "COUNTRY_RESTRICTED"
  | "MARKETING_ROUTE"
  | "PROMO_IN_SESSION"
  | "SENSITIVE_CONTENT"
  | "TEMPLATE_POLICY"
  | "DEADLINE_PASSED";

/** A hold: the same send may pass after `retryAfterMs`. */
export type HoldCode =
  | "RECIPIENT_CAP"
  | "OPT_OUT_PENDING"
  | "QUIET_HOURS"
  | "RECIPIENT_COOLDOWN"
  | "TEMPLATE_COOLDOWN"
  | "UNDELIVERABLE"
  | "PAIR_RATE"
  | "QUEUE_FULL"
  | "LIMITS_UNAVAILABLE"
  | "SEND_IN_PROGRESS"
  | "TEMPLATE_QUOTA";

/** Every code of the policy. */
export type PolicyCode = RefuseCode | HoldCode;
