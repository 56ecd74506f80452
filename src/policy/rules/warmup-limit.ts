import { DAY } from "../../core/index.js";
import { hold, isTemplate, type Rule } from "../rule.js";
import { stopAt } from "./reach-limit.js";

/** Guard G9: a new number grows step by step, as Meta's own limit does. An established portfolio skips it. */
export const warmupLimit: Rule = {
  ids: ["G9"],
  evaluate: (context) => {
    const number = context.snapshot.guards?.numberReach;
    if (!isTemplate(context) || context.category === "authentication" || number === undefined)
      return undefined;
    const { firstDay, growth, establishedFrom } = context.config.guards.warmUp;
    if ((context.snapshot.guards?.messagingLimit ?? 0) >= establishedFrom) return undefined;
    const reached = stopAt(number, Math.max(firstDay, number.bestCleanDay * growth));
    if (reached === undefined) return undefined;
    return hold("WARMUP_LIMIT", "G9", {
      message: `This number is new and reached ${String(reached.people)} people in 24 hours, the most for now.`,
      fix: "Try again when others have left the 24 hours. After a day without complaints the number may reach twice as many.",
      facts: {
        "warmUp.people": reached.people,
        "warmUp.allowed": reached.allowed,
        "warmUp.bestCleanDay": number.bestCleanDay,
      },
      retryAfterMs: (reached.freeAt ?? context.now) + DAY - context.now,
    });
  },
};
