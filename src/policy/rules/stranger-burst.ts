import { MINUTE, SECOND } from "../../core/index.js";
import { hold, isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

const PERIOD_MS = 15 * SECOND;
/** How long marketing to strangers rests after a burst. */
export const STRANGER_PAUSE_MS = 15 * MINUTE;

/**
 * Guard G11: WhatsApp's own example of abuse is 100 messages in 15 seconds to people who never wrote. Utility is paced;
 * marketing rests for 15 minutes. One-time codes go to strangers by nature.
 */
export const strangerBurst: Rule = {
  ids: ["G11"],
  evaluate: (context) => {
    if (!isTemplate(context)) return undefined;
    if (context.category === "marketing") return marketing(context);
    return context.category === "utility" ? utility(context) : undefined;
  },
};

function utility(context: RuleContext<TemplateRequest>): Stop | undefined {
  const strangers = context.snapshot.guards?.strangers;
  const limit = context.config.guards.strangers.per15s;
  if (strangers === undefined || strangers.sends < limit) return undefined;
  return hold("STRANGER_BURST", "G11", {
    message: `This number sent ${String(strangers.sends)} messages in 15 seconds to people who never wrote to it.`,
    fix: "Call again after retryAfterMs: such messages are spread out.",
    facts: { "strangers.in15s": strangers.sends, "limit.in15s": limit },
    retryAfterMs: (strangers.freeAt ?? context.now + PERIOD_MS) - context.now,
  });
}

function marketing(context: RuleContext<TemplateRequest>): Stop | undefined {
  const strangers = context.snapshot.guards?.marketingStrangers;
  if (strangers === undefined) return undefined;
  const { sends, pausedUntil = 0 } = strangers;
  const limit = context.config.guards.strangers.marketingPer15s;
  if (pausedUntil <= context.now && sends < limit) return undefined;
  return refuse("STRANGER_BURST", "G11", {
    message: "This number sent marketing to many people within 15 seconds who never wrote to it.",
    fix: "Marketing to people who never wrote rests for 15 minutes. Tell each person when what they subscribed to happens.",
    facts: {
      "strangers.in15s": sends,
      "limit.in15s": limit,
      "pause.remainingMs": pausedUntil > context.now ? pausedUntil - context.now : STRANGER_PAUSE_MS,
    },
  });
}
