import { MINUTE } from "../../core/index.js";
import { scopeStateAt } from "../../consent/index.js";
import { instantOf, isFreeForm, refuse, type Rule } from "../rule.js";

const WITHIN_MS = 5 * MINUTE;

/**
 * Rows 38, 39: one confirmation of an opt-out, within five minutes of it (47 CFR 64.1200(a)(12) gives the five minutes).
 * That there is only one is the idempotency key's work.
 */
export const confirmationLate: Rule = {
  ids: ["row-38", "row-39"],
  evaluate: (context) => {
    if (!isFreeForm(context) || context.request.purpose !== "opt_out_confirmation") return undefined;
    const marketing = scopeStateAt(context.snapshot.consent, "marketing", context.now);
    const since = marketing.state === "withdrawn" ? instantOf(marketing.since) : Number.NaN;
    if (context.now - since <= WITHIN_MS) return undefined;
    return refuse("CONFIRMATION_LATE", "row-39", {
      message: "An opt-out may be confirmed once, within five minutes; this one is too late.",
      fix: "Send nothing: the opt-out holds without a confirmation.",
      facts: Number.isNaN(since)
        ? { "consent.withdrawn": false }
        : { "consent.withdrawnForMs": context.now - since },
    });
  },
};
