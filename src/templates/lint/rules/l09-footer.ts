import type { LintIssue, LintRule } from "../lint-rule.js";
import { isText, lengthOf, NOT_PLAIN, replaceVariables } from "../text/measure.js";

export const L09: LintRule = {
  id: "L09",
  severity: "error",
  title: "A footer: 1 to 60 characters, no variables, plain text",
  why: "Meta refuses variables, emoji, formatting and line breaks in a footer.",
  fix: "Shorten it, and move what is more to the body.",
  refusedBy: "creation",
  subcodes: [2388073, 2388040],
  check: ({ footer, category, components }) => {
    if (category === "authentication") return [];
    if (footer === undefined)
      return components?.includes("footer") === true
        ? [{ field: "footer", message: "The footer has no text." }]
        : [];
    const { field, text } = footer;
    if (!isText(text)) return [{ field, message: "The footer has no text." }];
    const issues: LintIssue[] = [];
    if (lengthOf(text) > 60)
      issues.push({ field, message: `At most 60 characters, got ${String(lengthOf(text))}.` });
    if (/\{\{/.test(text)) issues.push({ field, message: "No variables in a footer." });
    if (NOT_PLAIN.test(replaceVariables(text, "")))
      issues.push({ field, message: "No emoji, formatting or line break in a footer." });
    return issues;
  },
};
