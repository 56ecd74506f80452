import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 27: marketing with a template that people report or block. Meta would accept it, then pause or disable it. */
export const quality: Rule = {
  ids: ["row-27"],
  evaluate: (context) => {
    const record = context.snapshot.template;
    if (!isTemplate(context) || context.category !== "marketing" || record === undefined) return undefined;
    if (record.quality !== "RED" && record.status !== "FLAGGED") return undefined;
    return refuse("QUALITY", "row-27", {
      message: `The quality of the marketing template "${record.name}" is too low to go on with it.`,
      fix: "Stop using it, find out why people block or report it, and submit a better one.",
      facts: { "template.quality": record.quality, "template.status": record.status },
    });
  },
};
