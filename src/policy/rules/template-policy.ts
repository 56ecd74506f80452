import { isTemplate, refuse, type Rule, type RuleContext } from "../rule.js";
import { type SensitiveFinding, sensitiveFindings } from "./sensitive-content.js";

/** Row 43: what a template becomes with its values breaks WhatsApp's policy. Meta would answer 132007, or nothing. */
export const templatePolicy: Rule = {
  ids: ["row-43", "C01"],
  evaluate: (context) => {
    const found = findings(context).find(({ action }) => action === "refuse");
    if (found === undefined) return undefined;
    return refuse("TEMPLATE_POLICY", "row-43", {
      message: found.message,
      fix: `${found.fix} Meta would answer 132007.`,
      facts: { "content.holds": found.fact },
    });
  },
  warn: (context) => {
    const [found] = findings(context);
    return found === undefined ? undefined : { rule: "row-43", message: `${found.message} ${found.fix}` };
  },
};

function findings(context: RuleContext): readonly SensitiveFinding[] {
  if (!isTemplate(context)) return [];
  const { content } = context.request;
  const found = sensitiveFindings(context, content);
  const action = context.config.content.promotionInTemplates;
  if (content?.promotion !== "strong" || context.category === "marketing" || action === "ignore")
    return found;
  return [
    ...found,
    {
      fact: "promotion",
      action,
      message: `The values make an offer of a ${context.category} template.`,
      fix: "Offers go out as marketing templates, to people who agreed to them.",
    },
  ];
}
