import { isTemplate, refuse, type Rule } from "../rule.js";
import { breakerWarning, tripped } from "./breaker.js";

/** Guard G18: too many numbers that cannot be reached (131026) is a bought or an old list. */
export const listQuality: Rule = {
  ids: ["G18"],
  evaluate: (context) => {
    const trip = tripped(context.snapshot.guards?.listQuality, context.now);
    if (!isTemplate(context) || trip === undefined) return undefined;
    const concerns =
      context.category === "marketing" ||
      (context.category === "utility" && context.snapshot.guards?.newPerson === true);
    if (!concerns) return undefined;
    return refuse("LIST_QUALITY", "G18", {
      message: `Of the last messages to new people, ${trip.percent} could not be delivered (131026).`,
      fix: "Write only to numbers that people gave you, and check them when they do. Marketing and messages to new people may go on after 24 hours.",
      facts: trip.facts,
    });
  },
  warn: ({ snapshot, now }) =>
    breakerWarning(
      "G18",
      snapshot.guards?.listQuality,
      now,
      "of the messages to new people could not be delivered",
    ),
};
