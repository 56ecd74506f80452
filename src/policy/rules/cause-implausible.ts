import { isTemplate, refuse, type Rule } from "../rule.js";
import { uniformSends } from "./utility-as-broadcast.js";

const RANDOM_REF = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Guard G6: a random reference, made just before the send, of a template that says the same to everybody: three of three. */
export const causeImplausible: Rule = {
  ids: ["G6"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.cause === undefined) return undefined;
    const { ref, at } = context.request.cause;
    const { implausibleWithinMs, refuseAfter } = context.config.guards.utility;
    if (!RANDOM_REF.test(ref) || Math.abs(context.now - at) > implausibleWithinMs) return undefined;
    const uniform = uniformSends(context, refuseAfter);
    if (uniform === undefined) return undefined;
    return refuse("CAUSE_IMPLAUSIBLE", "G6", {
      message: "The cause is a random id made for this send, and the message says the same to everybody.",
      fix: "Name what happened to this person, by the id that your own system has for it.",
      facts: { "template.sends": uniform.sends, "template.distinctParameters": uniform.distinct },
    });
  },
};
