import { isTemplate, refuse, type Rule, type RuleContext, type Stop } from "../rule.js";
import type { TemplateRequest } from "../policy-request.js";

/** Row 27: people report or block what comes. Meta would accept it, then pause or disable. */
export const quality: Rule = {
  ids: ["row-27", "G21"],
  evaluate: (context) => {
    if (!isTemplate(context)) return undefined;
    return ofTemplate(context) ?? ofNumber(context);
  },
  warn: (context) => {
    if (!isTemplate(context)) return undefined;
    const template = context.snapshot.template?.quality === "YELLOW";
    const number = context.category === "marketing" && context.snapshot.account?.quality === "YELLOW";
    if (!template && !number) return undefined;
    return {
      rule: "row-27",
      message: template
        ? "The quality of this template is YELLOW: people block or report it."
        : "The quality of this number is YELLOW: marketing goes out at half its pace.",
    };
  },
};

/** RED stops marketing; FLAGGED announces that Meta will disable the template, and stops all of it (5.5). */
function ofTemplate(context: RuleContext<TemplateRequest>): Stop | undefined {
  const record = context.snapshot.template;
  if (record === undefined) return undefined;
  const flagged = record.status === "FLAGGED";
  if (!flagged && (record.quality !== "RED" || context.category !== "marketing")) return undefined;
  return refuse("QUALITY", "row-27", {
    message: `The quality of the template "${record.name}" is too low to go on with it.`,
    fix: "Stop using it, find out why people block or report it, and submit a better one.",
    facts: { "template.quality": record.quality, "template.status": record.status },
  });
}

function ofNumber(context: RuleContext<TemplateRequest>): Stop | undefined {
  if (context.category !== "marketing" || context.snapshot.account?.quality !== "RED") return undefined;
  return refuse("QUALITY", "row-27", {
    message: "The quality of this number is RED: people block or report it.",
    fix: "Send no marketing until Meta rates it GREEN or YELLOW again; account.refresh() asks.",
    facts: { "number.quality": "RED" },
  });
}
