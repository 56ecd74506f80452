import type { TemplateRecord } from "../../templates/index.js";
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
    if (record === undefined || record.status === "DELETED") {
      return refuse("TEMPLATE_NOT_APPROVED", "row-40", {
        message: `The account has no template "${context.request.name}" in language "${context.request.language}".`,
        fix: "Create it and wait for Meta's approval, or correct its name or language. Meta would answer 132001.",
        facts: { "template.status": record?.status ?? null, "meta.code": 132001 },
      });
    }
    if (SENDABLE.includes(record.status) || ELSEWHERE.includes(record.status)) return undefined;
    return refuse("TEMPLATE_NOT_APPROVED", "row-40", {
      message: `The template "${record.name}" (${record.language}) is ${record.status}, not APPROVED.`,
      fix: `${wayOut(record)} Meta would answer 132001.`,
      facts: { "template.status": record.status, "meta.code": 132001 },
    });
  },
};

function wayOut({ status, reason }: TemplateRecord): string {
  switch (status) {
    case "REJECTED":
      return `Correct it and submit it again${reason === undefined ? "" : ` (Meta's reason: ${reason})`}.`;
    case "ARCHIVED":
      return "It was not used for a year: restore it within 28 days with messageTemplates.unarchive(), or create it anew.";
    case "PENDING_DELETION":
      return "Somebody is deleting it: use another one.";
    case "LIMIT_EXCEEDED":
      return "The account has as many templates as it may: delete those that nobody uses, and submit it again.";
    case "LOCKED":
      return "Meta locked it: look at it in WhatsApp Manager.";
    case "IN_APPEAL":
      return "Wait for the answer to the appeal; a status webhook updates the registry.";
    default:
      return "Wait for Meta's approval; a status webhook updates the registry.";
  }
}
