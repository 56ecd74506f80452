import { hold, isFreeForm, type Rule } from "../rule.js";

/** Guard G14: the window is there for answering. */
export const unanswered: Rule = {
  ids: ["G14"],
  evaluate: (context) => {
    const messages = context.snapshot.guards?.unanswered;
    if (!isFreeForm(context) || messages === undefined) return undefined;
    const limit = context.config.guards.freeForm.maxUnanswered;
    if (messages < limit) return undefined;
    return hold("UNANSWERED", "G14", {
      message: `This person got ${String(messages)} messages since they last wrote.`,
      fix: "Wait for their answer; put what belongs together into one message.",
      facts: { "messages.unanswered": messages, "limit.unanswered": limit },
      retryAfterMs: context.window.remainingMs,
    });
  },
};
