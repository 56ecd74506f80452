import type { LintRule } from "../lint-rule.js";
import { bodiesOf } from "../view-parts.js";

export const L15: LintRule = {
  id: "L15",
  severity: "error",
  title: "A body does not start or end with a variable",
  why: "Meta refuses a variable at either end of a body, even with only a space beside it.",
  fix: "Put words, or at least a full stop, around it.",
  refusedBy: "creation",
  subcodes: [2388299],
  check: (view) =>
    view.category === "authentication"
      ? []
      : bodiesOf(view).flatMap(({ field, text }) => {
          const trimmed = text.trim();
          const issues = [];
          if (/^\{\{[^{}]*\}\}/.test(trimmed))
            issues.push({ field, message: "The text starts with a variable." });
          if (/\{\{[^{}]*\}\}$/.test(trimmed))
            issues.push({ field, message: "The text ends with a variable." });
          return issues;
        }),
};
