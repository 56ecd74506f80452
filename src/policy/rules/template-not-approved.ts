import { isTemplate, refuse, type Rule } from "../rule.js";

/** Statuses in which Meta sends a template. FLAGGED still sends (it announces a disabling). */
const SENDABLE: readonly string[] = ["APPROVED", "FLAGGED", "REINSTATED", "UNARCHIVED"];
/** These two have rules of their own. */
const ELSEWHERE: readonly string[] = ["PAUSED", "DISABLED"];

/** Row 40: unknown to the account in this language, pending, rejected, archived, deleted. Meta would answer 132001. */
export const templateNotApproved: Rule = {
  ids: ["row-40"],
  evaluate: (context) => {
    if (!isTemplate(context) || context.request.direct === true) return undefined;
    const record = context.snapshot.template;
    if (record === undefined) {
      return refuse("TEMPLATE_NOT_APPROVED", "row-40", {
        message: `The account has no template "${context.request.name}" in language "${context.request.language}".`,
        fix: "Create it and wait for Meta's approval, or correct its name or language. Meta would answer 132001.",
        facts: { "template.status": null },
      });
    }
    if (SENDABLE.includes(record.status) || ELSEWHERE.includes(record.status)) return undefined;
    return refuse("TEMPLATE_NOT_APPROVED", "row-40", {
      message: `The template "${record.name}" (${record.language}) is ${record.status}, not APPROVED.`,
      fix:
        record.status === "REJECTED"
          ? `Correct it and submit it again${record.reason === undefined ? "" : ` (Meta's reason: ${record.reason})`}. Meta would answer 132001.`
          : "Wait for Meta's approval; a status webhook updates the registry. Meta would answer 132001.",
      facts: { "template.status": record.status },
    });
  },
};
