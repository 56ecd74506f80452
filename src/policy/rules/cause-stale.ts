import { MINUTE } from "../../core/index.js";
import { isTemplate, refuse, type Rule } from "../rule.js";

/** Two clocks may differ this much before an event "in the future" is an error. */
const SKEW_MS = 5 * MINUTE;

/** Guard G7, row 32: an event of long ago is no reason to write today. */
export const causeStale: Rule = {
  ids: ["G7", "row-32"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.cause === undefined) return undefined;
    const { kind, at } = context.request.cause;
    const ageMs = context.now - at;
    const aheadMs = kind === "appointment" ? context.config.appointmentMaxAheadMs : SKEW_MS;
    const maxAgeMs = context.config.causeMaxAgeMs[kind];
    if (ageMs <= maxAgeMs && -ageMs <= aheadMs) return undefined;
    return refuse("CAUSE_STALE", kind === "authentication" ? "row-32" : "G7", {
      message:
        ageMs > maxAgeMs
          ? `The cause (${kind}) is too old for a message now.`
          : `The cause (${kind}) lies in the future.`,
      fix: "Send when it happens; if something new happened, name that event and its time as the cause.",
      facts: { "cause.kind": kind, "cause.ageMs": ageMs, "limit.maxAgeMs": maxAgeMs },
    });
  },
};
