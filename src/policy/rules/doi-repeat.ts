import { openQuestions } from "../../consent/index.js";
import { isTemplate, refuse, type Rule, type RuleContext } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

/** The question and its one reminder (compliance 3.4, pending). */
const MOST = 2;

/** Rows 35, 37: a double opt-in question goes out once, and once more as a reminder. */
export const doiRepeat: Rule = {
  ids: ["row-35", "row-37"],
  evaluate: (context) => {
    if (!isTemplate(context) || !asksForOptIn(context)) return undefined;
    const messages = context.snapshot.counts.causeThisPerson;
    if (messages < MOST) return undefined;
    return refuse("DOI_REPEAT", "row-37", {
      message: "This person was asked for their opt-in and reminded; they have not answered.",
      fix: "Do not ask again. The question lapses after seven days; only an act of their own opens it anew.",
      facts: { "cause.messages": messages, "limit.messages": MOST },
    });
  },
};

/** A template that asks "do you want messages from us?". */
export function isOptInQuestion({ request, category }: RuleContext<TemplateRequest>): boolean {
  return request.cause?.kind === "consent" && category === "utility";
}

/** Row 35: it puts a question that the registry has as open, named by the id of its `request`. */
export function asksForOptIn(context: RuleContext<TemplateRequest>): boolean {
  if (!isOptInQuestion(context)) return false;
  const { consent } = context.snapshot;
  return openQuestions(consent, context.now).some(({ eventId }) => eventId === context.request.cause?.ref);
}
