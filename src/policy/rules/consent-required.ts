import { scopeStateAt } from "../../consent/index.js";
import { asksForOptIn } from "./doi-repeat.js";
import { isTemplate, refuse, type Rule, type RuleContext } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

/**
 * Rows 9-12, 16, 19, 21, 30, 35: a stored opt-in for the category. Meta checks none of this: it would accept the send, and
 * the price is blocks, reports and quality.
 */
export const consentRequired: Rule = {
  ids: ["row-9", "row-10", "row-11", "row-12", "row-16", "row-19", "row-21", "row-30"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category === "authentication") return undefined;
    const scope = scopeStateAt(context.snapshot.consent, context.category, context.now);
    // A withdrawal that reached this rule was excused by a later request of the person (row 15).
    if (scope.state === "granted" || scope.state === "withdrawn") return undefined;
    if (asksForOptIn(context)) return undefined;
    if (context.category === "utility") {
      if (scope.state === "denied") {
        return refuse("SUPPRESSED", "row-16", {
          message: "This person said no to messages.",
          fix: "Only an opt-in by the person themselves changes that.",
          facts: { "consent.state": "denied" },
        });
      }
      if (isContract(context) || answersThem(context)) return undefined;
    }
    return refuse("CONSENT_REQUIRED", context.category === "marketing" ? "row-21" : "row-11", {
      message: `No stored opt-in of this person covers ${context.category} messages.`,
      fix:
        context.category === "marketing"
          ? 'Record their opt-in with consent.grant({ scopes: ["marketing"], ... }) and its evidence; writing to you is not an opt-in.'
          : "Record their opt-in with consent.grant(), or give the contract as cause.basis if they gave their number for this order.",
      facts: { "consent.state": scope.state, category: context.category },
    });
  },
};

/** Row 10: they gave the number for this very contract. */
export function isContract(context: RuleContext<TemplateRequest>): boolean {
  return context.config.allowContractUtility && context.request.cause?.basis === "contract";
}

/** Row 12: inside the window, in answer to what they wrote. */
export function answersThem(context: RuleContext<TemplateRequest>): boolean {
  const { cause } = context.request;
  return context.window.open && cause?.kind === "reply" && cause.inboundMessageId !== undefined;
}
