import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 24: since 1 April 2025 Meta does not deliver marketing templates to US numbers (131049). */
export const marketingUs: Rule = {
  ids: ["row-24"],
  evaluate: (context) =>
    isTemplate(context) && context.category === "marketing" && context.request.recipient.country === "US"
      ? refuse("MARKETING_US", "row-24", {
          message: "Meta does not deliver marketing templates to US numbers.",
          fix: "Reach this person by another way they agreed to. Meta would fail it with 131049.",
          facts: { country: "US" },
        })
      : undefined,
};
