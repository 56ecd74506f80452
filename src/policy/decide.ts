import type { AllowDecision, Decision, DecisionWarning, Facts, TemplateCategory } from "../core/index.js";
import { scopeStateAt } from "../consent/index.js";
import { windowAt } from "../windows/index.js";
import { STRICT_POLICY, type PolicyConfig } from "./policy-config.js";
import type { PolicyRequest, PolicySnapshot } from "./policy-request.js";
import { isTemplate, type RuleContext } from "./rule.js";
import { RULES } from "./rules.js";
import { asksForOptIn } from "./rules/doi-repeat.js";
import { answersThem } from "./rules/consent-required.js";

/**
 * Decides one send to one person: the first rule of `RULES` that stops it wins, else it is allowed.
 * Pure, synchronous, total: no I/O, no clock. Nothing in the result identifies the person.
 *
 * Source: compliance truth table, order of checks 7.1.
 */
export function decide(
  request: PolicyRequest,
  snapshot: PolicySnapshot,
  now: number,
  config: PolicyConfig = STRICT_POLICY,
): Decision {
  const context = contextOf(request, snapshot, now, config);
  for (const rule of RULES) {
    const stop = rule.evaluate(context);
    if (stop !== undefined) return stop;
  }
  return withWarnings(allow(context), context);
}

/** Rules that may have something to say about a send that passes. */
const WARNING_RULES = RULES.filter(({ warn }) => warn !== undefined);

function withWarnings(decision: AllowDecision, context: RuleContext): AllowDecision {
  let warnings: DecisionWarning[] | undefined;
  for (const { warn } of WARNING_RULES) {
    const warning = warn?.(context);
    if (warning !== undefined) (warnings ??= []).push(warning);
  }
  return warnings === undefined ? decision : { ...decision, warnings: [...decision.warnings, ...warnings] };
}

function contextOf(
  request: PolicyRequest,
  snapshot: PolicySnapshot,
  now: number,
  config: PolicyConfig,
): RuleContext {
  return {
    request,
    snapshot,
    config,
    now,
    window: windowAt(snapshot.window, now),
    category: request.kind === "template" ? effectiveCategory(request.declaredCategory, snapshot) : undefined,
    wroteAfter: (instant) => snapshot.window !== undefined && snapshot.window.lastInboundAt > instant,
  };
}

/** Row 17: what the account says now counts, and never less than what the code declares as marketing. */
export function effectiveCategory(declared: TemplateCategory, snapshot: PolicySnapshot): TemplateCategory {
  return declared === "marketing" ? "marketing" : (snapshot.template?.category ?? declared);
}

function factsOf({ window: { open }, category }: RuleContext): Facts {
  return category === undefined ? { "window.open": open } : { "window.open": open, category };
}

/** The row that an allowed send stands on, for the audit trail. */
function allow(context: RuleContext): AllowDecision {
  const of = (rule: string, warnings: AllowDecision["warnings"] = []): AllowDecision => ({
    action: "allow",
    rule,
    facts: factsOf(context),
    warnings,
  });
  if (context.request.kind === "receipt") return of("row-8");
  if (!isTemplate(context)) {
    if (context.request.kind === "free_form" && context.request.purpose === "opt_out_confirmation")
      return of("row-38");
    const withdrawn = scopeStateAt(context.snapshot.consent, "utility", context.now).state === "withdrawn";
    return of(withdrawn ? "row-2" : "row-1");
  }
  switch (context.category) {
    case "marketing": {
      const { basis } = scopeStateAt(context.snapshot.consent, "marketing", context.now);
      return of(basis === "soft_opt_in" ? "row-29" : "row-19");
    }
    case "authentication":
      return of("row-30");
    case "utility": {
      if (asksForOptIn(context)) return of("row-35");
      const { state } = scopeStateAt(context.snapshot.consent, "utility", context.now);
      if (state === "granted") return of("row-9");
      if (state === "withdrawn") return of("row-15");
      if (answersThem(context)) return of("row-12");
      // Nothing else lets a message without an opt-in pass (`consentRequired`).
      return of("row-10", [
        { rule: "row-10", message: "Sent on the strength of a contract, without a stored opt-in." },
      ]);
    }
  }
}
