import type { Rule } from "./rule.js";
import { accountRestricted } from "./rules/account-restricted.js";
import { bsuidUnsupported } from "./rules/bsuid-unsupported.js";
import { causeFanout } from "./rules/cause-fanout.js";
import { causeRepeated } from "./rules/cause-repeated.js";
import { causeRequired } from "./rules/cause-required.js";
import { causeStale } from "./rules/cause-stale.js";
import { confirmationLate } from "./rules/confirmation-late.js";
import { consentRequired } from "./rules/consent-required.js";
import { consentUnverified } from "./rules/consent-unverified.js";
import { countryRestricted } from "./rules/country-restricted.js";
import { doiRepeat } from "./rules/doi-repeat.js";
import { handedOff } from "./rules/handed-off.js";
import { marketingRoute } from "./rules/marketing-route.js";
import { marketingUs } from "./rules/marketing-us.js";
import { optOutPending } from "./rules/opt-out-pending.js";
import { optedOut } from "./rules/opted-out.js";
import { promoInSession } from "./rules/promo-in-session.js";
import { quality } from "./rules/quality.js";
import { quietHours } from "./rules/quiet-hours.js";
import { recipientCap } from "./rules/recipient-cap.js";
import { recipientCooldown } from "./rules/recipient-cooldown.js";
import { sensitiveContent } from "./rules/sensitive-content.js";
import { spamLimit } from "./rules/spam-limit.js";
import { suppressed } from "./rules/suppressed.js";
import { templateCooldown } from "./rules/template-cooldown.js";
import { templateDisabled } from "./rules/template-disabled.js";
import { templateMismatch } from "./rules/template-mismatch.js";
import { templateNotApproved } from "./rules/template-not-approved.js";
import { templateParams } from "./rules/template-params.js";
import { templatePaused } from "./rules/template-paused.js";
import { templatePolicy } from "./rules/template-policy.js";
import { undeliverable } from "./rules/undeliverable.js";
import { userBlockedByUs } from "./rules/user-blocked-by-us.js";
import { windowClosed } from "./rules/window-closed.js";

/** The rules in the order in which they are asked (compliance 7.1). A new rule is one file and one line here. */
export const RULES: readonly Rule[] = [
  // The account
  accountRestricted,
  spamLimit,
  countryRestricted,
  // The person
  userBlockedByUs,
  suppressed,
  // Window against kind
  windowClosed,
  handedOff,
  // The template, as the account has it now
  templateNotApproved,
  templatePaused,
  templateDisabled,
  templateMismatch,
  templateParams,
  quality,
  bsuidUnsupported,
  marketingUs,
  marketingRoute,
  templateCooldown,
  // Consent for the category
  optedOut,
  confirmationLate,
  optOutPending,
  consentRequired,
  consentUnverified,
  doiRepeat,
  // The cause
  causeRequired,
  causeStale,
  causeFanout,
  causeRepeated,
  // What it says
  promoInSession,
  sensitiveContent,
  templatePolicy,
  // How much one person gets, and when
  recipientCap,
  recipientCooldown,
  undeliverable,
  quietHours,
];
