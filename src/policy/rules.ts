import type { Rule } from "./rule.js";
import { bsuidUnsupported } from "./rules/bsuid-unsupported.js";
import { causeFanout } from "./rules/cause-fanout.js";
import { causeRepeated } from "./rules/cause-repeated.js";
import { causeRequired } from "./rules/cause-required.js";
import { causeStale } from "./rules/cause-stale.js";
import { confirmationLate } from "./rules/confirmation-late.js";
import { consentRequired } from "./rules/consent-required.js";
import { consentUnverified } from "./rules/consent-unverified.js";
import { doiRepeat } from "./rules/doi-repeat.js";
import { handedOff } from "./rules/handed-off.js";
import { marketingUs } from "./rules/marketing-us.js";
import { optOutPending } from "./rules/opt-out-pending.js";
import { optedOut } from "./rules/opted-out.js";
import { quality } from "./rules/quality.js";
import { recipientCap } from "./rules/recipient-cap.js";
import { suppressed } from "./rules/suppressed.js";
import { templateDisabled } from "./rules/template-disabled.js";
import { templateMismatch } from "./rules/template-mismatch.js";
import { templateNotApproved } from "./rules/template-not-approved.js";
import { templateParams } from "./rules/template-params.js";
import { templatePaused } from "./rules/template-paused.js";
import { userBlockedByUs } from "./rules/user-blocked-by-us.js";
import { windowClosed } from "./rules/window-closed.js";

/** The rules in the order in which they are asked (compliance 7.1). A new rule is one file and one line here. */
export const RULES: readonly Rule[] = [
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
  // How much one person gets
  recipientCap,
];
