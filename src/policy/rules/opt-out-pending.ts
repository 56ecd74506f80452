import { marketingHoldAt } from "../../consent/index.js";
import { hold, isTemplate, type Rule } from "../rule.js";

/**
 * Keyword tier T2: the person wrote a word that may mean "stop" (`cancel`, `बंद`) and was asked what they meant.
 * Marketing waits for the answer; silence for 72 h counts as an opt-out.
 */
export const optOutPending: Rule = {
  ids: ["T2"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    const pending = marketingHoldAt(context.snapshot.consent, context.now);
    if (pending === undefined) return undefined;
    const remaining = Date.parse(pending.until) - context.now;
    return hold("OPT_OUT_PENDING", "T2", {
      message: "This person may have asked to stop: marketing waits for their answer.",
      fix: "Wait for the answer to the two buttons; without one, marketing ends by itself.",
      facts: { "hold.remainingMs": remaining },
      retryAfterMs: remaining,
    });
  },
};
