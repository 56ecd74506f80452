import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 41: disabled by Meta, for good. Meta would answer 132016. */
export const templateDisabled: Rule = {
  ids: ["row-41"],
  evaluate: (context) =>
    isTemplate(context) && context.snapshot.template?.status === "DISABLED"
      ? refuse("TEMPLATE_DISABLED", "row-41", {
          message: `Meta disabled the template "${context.request.name}".`,
          fix: "Create a better one under another name; a disabled template does not come back. Meta would answer 132016.",
          facts: { "template.status": "DISABLED", "meta.code": 132016 },
        })
      : undefined,
};
