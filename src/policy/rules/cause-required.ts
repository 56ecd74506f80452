import { scopeStateAt } from "../../consent/index.js";
import { isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

/**
 * Guard G2 and rows 19, 32: every business-initiated message says what happened to this person.
 * Marketing names the person's own opt-in (G4); a code names the person's own request.
 */
export const causeRequired: Rule = {
  ids: ["G2", "G4", "row-19", "row-32"],
  evaluate: (context) => {
    if (!isTemplate(context)) return undefined;
    const { cause } = context.request;
    if (cause === undefined) {
      return stop(
        "G2",
        "A template message needs its cause: what happened to this person?",
        'Give cause: { kind, ref, at }, for example { kind: "shipment", ref: "A-1001", at: shippedAt }.',
        context,
      );
    }
    if (context.category === "marketing") return marketing(context);
    if (
      context.category === "authentication" &&
      (cause.kind !== "authentication" || cause.userInitiated !== true)
    ) {
      return stop(
        "row-32",
        "A one-time code needs the request it answers.",
        'Give cause: { kind: "authentication", ref: attemptId, at: requestedAt, userInitiated: true }.',
        context,
      );
    }
    if (cause.kind === "reply" && !answersInbound(context)) {
      return stop(
        "G2",
        'A "reply" needs the inbound message it answers, less than 24 hours old.',
        "Give cause.inboundMessageId of a message inside the open window, or name another cause.",
        context,
      );
    }
    return undefined;
  },
};

function marketing(context: RuleContext<TemplateRequest>): Stop | undefined {
  const { cause } = context.request;
  const consent = scopeStateAt(context.snapshot.consent, "marketing", context.now);
  if (cause?.kind === "subscription" && consent.eventId !== undefined && cause.ref === consent.eventId)
    return undefined;
  return stop(
    "G4",
    "Marketing may only be caused by the person's own subscription.",
    'Give cause: { kind: "subscription", ref: eventId of this person\'s opt-in, at: when the news came up, step: which news }.',
    context,
  );
}

function answersInbound(context: RuleContext<TemplateRequest>): boolean {
  return context.window.open && context.request.cause?.inboundMessageId !== undefined;
}

function stop(rule: string, message: string, fix: string, context: RuleContext<TemplateRequest>): Stop {
  return refuse("CAUSE_REQUIRED", rule, {
    message,
    fix,
    facts: { "cause.kind": context.request.cause?.kind ?? null },
  });
}
