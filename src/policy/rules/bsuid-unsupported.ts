import { isTemplate, refuse, type Rule } from "../rule.js";

/** Row 53: one-time codes go to phone numbers only. Meta would answer 131062. */
export const bsuidUnsupported: Rule = {
  ids: ["row-53"],
  evaluate: (context) =>
    isTemplate(context) && context.category === "authentication" && context.request.recipient.kind === "bsuid"
      ? refuse("BSUID_UNSUPPORTED", "row-53", {
          message: "Authentication templates cannot be sent to a business-scoped user id.",
          fix: "Send the code to the person's phone number. Meta would answer 131062.",
        })
      : undefined,
};
