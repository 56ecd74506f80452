import { scopeStateAt } from "../../consent/index.js";
import type { FreeFormRequest, TemplateRequest } from "../policy-request.js";
import { asksForOptIn, isOptInQuestion } from "./doi-repeat.js";
import {
  instantOf,
  isFreeForm,
  isTemplate,
  refuse,
  type Rule,
  type RuleContext,
  type Stop,
} from "../rule.js";

/**
 * Rows 3, 14, 15, 22, 23, 31, 36: the person asked us to stop. Meta knows only of its own stop button; everything else is
 * ours to honour.
 */
export const optedOut: Rule = {
  ids: ["row-2", "row-3", "row-14", "row-15", "row-22", "row-23", "row-31", "row-36"],
  evaluate: (context) => (isFreeForm(context) ? freeForm(context) : template(context)),
};

function freeForm(context: RuleContext<FreeFormRequest>): Stop | undefined {
  if (context.request.purpose === "opt_out_confirmation") return undefined;
  // Free form is service: it is stopped by a withdrawal of everything, not by one of marketing (rows 1-3).
  const utility = scopeStateAt(context.snapshot.consent, "utility", context.now);
  if (utility.state !== "withdrawn" || utility.withdrawnScope !== "all") return undefined;
  if (context.wroteAfter(instantOf(utility.since))) return undefined;
  return stop("row-3", "all", "Answer only after they write to you again.");
}

function template(context: RuleContext): Stop | undefined {
  if (!isTemplate(context)) return undefined;
  const { category } = context;
  if (isOptInQuestion(context)) return question(context);
  const scope = scopeStateAt(context.snapshot.consent, category, context.now);
  if (scope.state !== "withdrawn") return undefined;
  const withdrawn = scope.withdrawnScope === "all" ? "all" : category;
  if (category === "marketing") {
    return stop(
      scope.method === "whatsapp_native" ? "row-23" : "row-22",
      withdrawn,
      "Only an opt-in by the person themselves, later than the opt-out, lifts it.",
    );
  }
  const { cause } = context.request;
  const askedLater = cause?.userInitiated === true && cause.at > instantOf(scope.since);
  if (askedLater) return undefined;
  return stop(
    category === "authentication" ? "row-31" : "row-14",
    withdrawn,
    "Only something the person asks for later (cause.userInitiated, after the opt-out) may be confirmed to them.",
  );
}

/** Row 36: "shall we write to you again?" is what an opt-out forbids, unless they asked for it themselves since. */
function question(context: RuleContext<TemplateRequest>): Stop | undefined {
  if (asksForOptIn(context)) return undefined;
  const { consent } = context.snapshot;
  const ended = (["utility", "marketing"] as const)
    .map((scope) => scopeStateAt(consent, scope, context.now))
    .find(({ state }) => state === "withdrawn" || state === "denied");
  if (ended === undefined) return undefined;
  return stop(
    "row-36",
    ended.withdrawnScope ?? "marketing",
    "Do not ask again. Once the person asks for it themselves, store that with consent.request() and name its eventId as cause.ref.",
  );
}

function stop(rule: string, scope: string, fix: string): Stop {
  return refuse("OPTED_OUT", rule, {
    message: `This person opted out of ${scope} messages.`,
    fix,
    facts: { "consent.withdrawn": scope },
  });
}
