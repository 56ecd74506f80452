import { isTemplate, refuse, type Rule } from "../rule.js";
import type { PeopleReading } from "../guard-readings.js";

/** Guard G4: the same marketing content may reach a limited number of people, however well each agreed to it. */
export const contentFanout: Rule = {
  ids: ["G4"],
  evaluate: (context) => {
    const content = context.snapshot.guards?.content;
    if (!isTemplate(context) || context.category !== "marketing" || content === undefined) return undefined;
    const { maxSameContentPer10min, maxSameContentPer24h } = context.config.guards.marketing;
    const reached = firstReached([
      ["10 min", content.last10min, maxSameContentPer10min],
      ["24 h", content.last24h, maxSameContentPer24h],
    ]);
    if (reached === undefined) return undefined;
    return refuse("CONTENT_FANOUT", "G4", {
      message: `This marketing content already went to ${String(reached.people)} other people in ${reached.period}.`,
      fix: "Tell people about what they subscribed to when it happens. One text to everybody is what WhatsApp bans numbers for.",
      facts: {
        "content.otherPersons": reached.people,
        "content.period": reached.period,
        "limit.persons": reached.limit,
      },
    });
  },
};

/** The first period in which one more person would be too many. Whoever got it already takes no further place. */
export function firstReached(
  periods: readonly (readonly [period: string, reading: PeopleReading, limit: number])[],
): { readonly period: string; readonly people: number; readonly limit: number } | undefined {
  const found = periods.find(([, { known, people }, limit]) => !known && people >= limit);
  return found && { period: found[0], people: found[1].people, limit: found[2] };
}
