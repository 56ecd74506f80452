import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 41: paused by Meta for low quality. Meta would answer 132015. */
export const templatePaused: Rule = {
  ids: ["row-41"],
  evaluate: (context) =>
    isTemplate(context) && context.snapshot.template?.status === "PAUSED"
      ? refuse("TEMPLATE_PAUSED", "row-41", {
          message: `Meta paused the template "${context.request.name}" because of its quality.`,
          fix: "Wait until it is active again (3 h the first time, 6 h the second), or improve it; messageTemplates.unpause() ends a pause that Meta's pacing made. Meta would answer 132015.",
          facts: { "template.status": "PAUSED", "meta.code": 132015 },
        })
      : undefined,
};
