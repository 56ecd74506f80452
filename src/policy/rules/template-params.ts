import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 42: parameters missing, too many, or with content that Meta refuses (132000, 132012, 132005). */
export const templateParams: Rule = {
  ids: ["row-42"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.parameterProblems.length === 0) return undefined;
    return refuse("TEMPLATE_PARAMS", "row-42", {
      message: `The parameters do not fit the template "${context.request.name}": ${context.request.parameterProblems.join("; ")}.`,
      fix: "Give exactly the variables of the template, each one line of text.",
      facts: { "template.parameterProblems": context.request.parameterProblems.length },
    });
  },
};
