import { DAY } from "../../core/index.js";
import type { PeopleReading } from "../guard-readings.js";
import { hold, isTemplate, type Rule } from "../rule.js";

/** Guard G10, row 47: stays below Meta's messaging limit, so that codes and order updates of the evening still pass. */
export const reachLimit: Rule = {
  ids: ["G10", "row-47"],
  evaluate: (context) => {
    // One-time codes may use the room that is kept.
    if (!isTemplate(context) || context.category === "authentication") return undefined;
    const { share, marketingShare, assumedLimit } = context.config.guards.reach;
    const limit = context.snapshot.guards?.messagingLimit ?? assumedLimit;
    const reached =
      stopAt(context.snapshot.guards?.reach, limit * share) ??
      (context.category === "marketing"
        ? stopAt(context.snapshot.guards?.marketingReach, limit * marketingShare)
        : undefined);
    if (reached === undefined) return undefined;
    return hold("REACH_LIMIT", "G10", {
      message: `In 24 hours ${String(reached.people)} people were reached outside their window, of the ${String(limit)} that Meta lets this portfolio reach.`,
      fix: "Try again when others have left the 24 hours. Meta raises the limit by itself when messages are welcome.",
      facts: { "reach.people": reached.people, "reach.allowed": reached.allowed, "limit.messaging": limit },
      retryAfterMs: (reached.freeAt ?? context.now) + DAY - context.now,
    });
  },
};

/** Whoever was reached already counts once, however often they are written to. */
export function stopAt(
  reading: PeopleReading | undefined,
  allowed: number,
): { readonly people: number; readonly allowed: number; readonly freeAt: number | undefined } | undefined {
  if (reading === undefined || reading.known || reading.people < Math.floor(allowed)) return undefined;
  return { people: reading.people, allowed: Math.floor(allowed), freeAt: reading.freeAt };
}
