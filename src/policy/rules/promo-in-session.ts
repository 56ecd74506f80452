import { scopeStateAt } from "../../consent/index.js";
import { isFreeForm, refuse, type Rule, type RuleContext } from "../rule.js";

const MESSAGE = "This reads like an offer, and this person did not agree to marketing.";

/** Row 6 (lint C01): the window is for service. An offer in it needs the same opt-in as a marketing template. */
export const promoInSession: Rule = {
  ids: ["row-6", "row-38", "C01"],
  evaluate: (context) => {
    if (context.config.content.promotion !== "refuse" || offer(context) !== "strong") return undefined;
    return refuse("PROMO_IN_SESSION", "row-6", {
      message: MESSAGE,
      fix: 'Leave the offer out, or ask for their opt-in to marketing first. A desk that answers questions about prices loosens content.promotion to "warn", with its reason.',
      facts: { "content.promotion": "strong" },
    });
  },
  warn: (context) =>
    context.config.content.promotion !== "ignore" && offer(context) !== undefined
      ? { rule: "C01", message: MESSAGE }
      : undefined,
};

/** An offer to somebody who did not ask for any. A group has no opt-in of one person. */
function offer(context: RuleContext): "strong" | "weak" | undefined {
  const promotion = isFreeForm(context) ? context.request.content?.promotion : undefined;
  if (promotion === undefined) return undefined;
  const { state } = scopeStateAt(context.snapshot.consent, "marketing", context.now);
  return state === "granted" ? undefined : promotion;
}
