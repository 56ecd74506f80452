import { isTemplate, refuse, type Rule } from "../rule.js";
import { breakerWarning, tripped } from "./breaker.js";

/** Guard G19: people who get this template opt out. It stays refused until an operator has looked at it. */
export const optOutRate: Rule = {
  ids: ["G19"],
  evaluate: (context) => {
    const trip = tripped(context.snapshot.guards?.optOutRate, context.now);
    if (!isTemplate(context) || trip === undefined) return undefined;
    return refuse("OPT_OUT_RATE", "G19", {
      message: `Of those who got this template in a day, ${trip.percent} opted out.`,
      fix: "Find out why: whom it goes to, how often, what it says. Then acknowledge it with waypost.policy.acknowledge().",
      facts: trip.facts,
    });
  },
  warn: ({ snapshot, now }) =>
    breakerWarning(
      "G19",
      snapshot.guards?.optOutRate,
      now,
      "of those who got this template in a day opted out",
    ),
};
