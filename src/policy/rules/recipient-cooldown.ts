import { hold, isTemplate, type Rule } from "../rule.js";

/** Row 26: Meta held back marketing to this person (131049). Trying again soon fails again, and retry storms are punished. */
export const recipientCooldown: Rule = {
  ids: ["row-26", "G21"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    const until = context.snapshot.person?.marketingHeldUntil;
    if (until === undefined || until <= context.now) return undefined;
    return hold("RECIPIENT_COOLDOWN", "row-26", {
      message: "Meta held back the last marketing message to this person: they get enough of it.",
      fix: "Try again later, if it still matters then. Meta would answer 131049 again.",
      facts: { "hold.remainingMs": until - context.now },
      retryAfterMs: until - context.now,
    });
  },
};
