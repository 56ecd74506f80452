import { isTemplate, refuse, type Rule } from "../rule.js";
import { breakerWarning, tripped } from "./breaker.js";

/** Guard G20: marketing that nobody answers and hardly anybody reads lowers the quality of the number. */
export const noEngagement: Rule = {
  ids: ["G20"],
  evaluate: (context) => {
    const trip = tripped(context.snapshot.guards?.engagement, context.now);
    if (!isTemplate(context) || context.category !== "marketing" || trip === undefined) return undefined;
    return refuse("NO_ENGAGEMENT", "G20", {
      message: `Hardly anybody reads or answers this marketing template: ${trip.percent} read it.`,
      fix: "Send it to those who asked for it, say something else, or leave it. It may be tried again after seven days, or after waypost.policy.acknowledge().",
      facts: trip.facts,
    });
  },
  warn: (context) =>
    context.category === "marketing"
      ? breakerWarning(
          "G20",
          context.snapshot.guards?.engagement,
          context.now,
          "of those who got this template read it, and hardly anybody answers",
        )
      : undefined,
};
