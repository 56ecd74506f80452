import { suppressionAt } from "../../consent/index.js";
import type { TemplateRequest } from "../policy-request.js";
import { isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";

/** Suppression kinds after which not even a code that the person asks for may go out (row 33). */
const ABSOLUTE: readonly string[] = ["erased", "legal", "reassigned"];

/**
 * Rows 4, 16, 31, 33: a person who objected, was erased, or whose number went to somebody else.
 * Free form may answer what they wrote later; a code they asked for later may go out after an objection.
 */
export const suppressed: Rule = {
  ids: ["row-4", "row-8", "row-16", "row-31", "row-33"],
  evaluate: (context) => {
    const suppression = suppressionAt(context.snapshot.consent, context.now);
    if (suppression === undefined) return undefined;
    const since = Date.parse(suppression.since);
    if (!isTemplate(context))
      return context.wroteAfter(since) ? undefined : stop(context, "row-4", suppression.kind);
    if (context.category !== "authentication") return stop(context, "row-16", suppression.kind);
    if (ABSOLUTE.includes(suppression.kind)) return stop(context, "row-33", suppression.kind);
    return asksAfter(context, since) ? undefined : stop(context, "row-31", suppression.kind);
  },
};

function asksAfter(context: RuleContext<TemplateRequest>, instant: number): boolean {
  const { cause } = context.request;
  return cause?.userInitiated === true && cause.at > instant;
}

function stop(context: RuleContext, rule: string, kind: string): Stop {
  return refuse("SUPPRESSED", rule, {
    message: "This person is suppressed in the opt-in registry.",
    fix: !isTemplate(context)
      ? "You may answer once they write to you again."
      : "Only the person can lift this, by an act of their own; do not write to them by any other way.",
    facts: { "suppression.kind": kind },
  });
}
