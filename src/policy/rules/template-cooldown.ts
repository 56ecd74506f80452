import { inForce } from "../../account/index.js";
import { hold, isTemplate, type Rule } from "../rule.js";

/** G21: more than a tenth of this template's marketing of an hour met people who had enough (131049). */
export const templateCooldown: Rule = {
  ids: ["G21"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.category !== "marketing") return undefined;
    const breaker = context.snapshot.account?.templateMarketing;
    if (!inForce(breaker, context.now)) return undefined;
    const remaining = (breaker.until ?? context.now) - context.now;
    return hold("TEMPLATE_COOLDOWN", "G21", {
      message: `Marketing with "${context.request.name}" waits: Meta held back more than a tenth of it (131049).`,
      fix: "Wait, and write to fewer people, less often.",
      facts: { "hold.remainingMs": remaining },
      retryAfterMs: remaining,
    });
  },
};
