import { DAY, type TemplateCategory } from "../../core/index.js";
import { hold, isTemplate, type Rule, type RuleContext } from "../rule.js";

/** After how many failures in a row a category waits, and for how long after the last one. */
const PATIENCE: Readonly<Record<TemplateCategory, { readonly times: number; readonly waitMs: number }>> = {
  marketing: { times: 1, waitMs: 7 * DAY },
  utility: { times: 3, waitMs: DAY },
  // Somebody who installs WhatsApp to log in must get the code.
  authentication: { times: Number.POSITIVE_INFINITY, waitMs: 0 },
};

/**
 * Row 50: learned from 131026. The number is not on WhatsApp, or cannot get messages; Meta does not say which. What
 * arrives, or what they write, ends it.
 */
export const undeliverable: Rule = {
  ids: ["row-50"],
  evaluate: (context) => {
    const known = lately(context);
    if (!isTemplate(context) || known === undefined) return undefined;
    const { times, waitMs } = PATIENCE[context.category];
    const remaining = known.lastAt + waitMs - context.now;
    if (known.times < times || remaining <= 0) return undefined;
    return hold("UNDELIVERABLE", "row-50", {
      message: `The last ${known.times === 1 ? "message" : `${String(known.times)} messages`} to this person could not be delivered (131026).`,
      fix: "Check the number with the person; if they use WhatsApp, a message from them opens the way.",
      facts: { "undeliverable.times": known.times, "hold.remainingMs": remaining },
      retryAfterMs: remaining,
    });
  },
  warn: (context) =>
    isTemplate(context) && lately(context) !== undefined
      ? { rule: "row-50", message: "The last message to this person could not be delivered (131026)." }
      : undefined,
};

function lately(context: RuleContext): { readonly times: number; readonly lastAt: number } | undefined {
  const known = context.snapshot.person?.undeliverable;
  return known === undefined || context.wroteAfter(known.lastAt) ? undefined : known;
}
