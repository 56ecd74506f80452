import { isTemplate, refuse, type Rule } from "../rule.js";

/** Guard G17: people do not have consecutive numbers; generated lists do. */
export const sequentialNumbers: Rule = {
  ids: ["G17"],
  evaluate: (context) => {
    const adjacent = context.snapshot.guards?.adjacent;
    if (!isTemplate(context) || adjacent === undefined) return undefined;
    const limit = context.config.guards.lists.maxAdjacent;
    if (adjacent < limit) return undefined;
    return refuse("SEQUENTIAL_NUMBERS", "G17", {
      message: `${String(adjacent)} of the last 100 new people have numbers next to one another.`,
      fix: "Write only to numbers that people gave you. If they really are consecutive (one company's phones), loosen lists.maxAdjacent with a reason.",
      facts: { "numbers.adjacent": adjacent, "limit.adjacent": limit },
    });
  },
};
