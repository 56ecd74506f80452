import { DAY } from "../../../core/index.js";
import { existingOf, sameContent } from "../account-view.js";
import type { LintIssue, LintRule } from "../lint-rule.js";

export const L05: LintRule = {
  id: "L05",
  severity: "error",
  title: "An approved template is edited once in 24 hours and ten times in 30 days, never in its category",
  why: "Meta refuses more. Rejected and paused templates may be edited as often as wanted, others not at all. Needs `account.templates`, and `account.edited` with `now` for the times.",
  fix: "Wait, or create a template with another name.",
  subcodes: [2388039],
  check: (view, context) => {
    const held = existingOf(view, context.account);
    if (held === undefined || view.source === "account") return [];
    const recategorised = held.category !== view.category;
    if (!recategorised && sameContent(view, held)) return [];
    if (held.status !== undefined && !["APPROVED", "REJECTED", "PAUSED"].includes(held.status))
      return [
        { message: `It differs from the account's, which cannot be edited while it is ${held.status}.` },
      ];
    if (held.status !== "APPROVED") return [];
    const issues: LintIssue[] = [];
    if (recategorised)
      issues.push({
        field: "category",
        message: `The account's is approved as ${held.category}; the category of an approved template cannot be edited.`,
      });
    const { account, now } = context.options;
    if (now === undefined) return issues;
    const edits = (account?.edited ?? []).filter(
      (edit) => edit.name === view.name && edit.language === view.language && now - edit.at < 30 * DAY,
    );
    if (edits.some((edit) => now - edit.at < DAY))
      issues.push({ message: "It differs from the account's, which was edited within the last 24 hours." });
    else if (edits.length >= 10)
      issues.push({ message: "It differs from the account's, which was edited ten times within 30 days." });
    return issues;
  },
};
