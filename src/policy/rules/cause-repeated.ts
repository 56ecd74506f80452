import { isTemplate, refuse, type Rule } from "../rule.js";

/** Guard G8: one real order is no licence to write for ever. */
export const causeRepeated: Rule = {
  ids: ["G8"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.cause === undefined) return undefined;
    const { kind } = context.request.cause;
    const limit = context.config.causeRepetition[kind];
    const messages = context.snapshot.counts.causeThisPerson;
    if (messages < limit) return undefined;
    return refuse("CAUSE_REPEATED", "G8", {
      message: `This person already got ${String(messages)} messages about this cause (${kind}).`,
      fix: "Wait until something new happens to them, and name that.",
      facts: { "cause.kind": kind, "cause.messages": messages, "limit.messages": limit },
    });
  },
};
