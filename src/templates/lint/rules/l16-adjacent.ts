import type { LintRule } from "../lint-rule.js";
import { bodiesOf } from "../view-parts.js";

export const L16: LintRule = {
  id: "L16",
  severity: "error",
  title: "Two variables have words between them",
  why: "Meta refuses variables with nothing but spaces between them.",
  fix: "Put a word or a sign between them, or make them one.",
  refusedBy: "creation",
  subcodes: [2388072],
  check: (view) =>
    view.category === "authentication"
      ? []
      : bodiesOf(view).flatMap(({ field, text }) =>
          /\{\{[^{}]*\}\}\s*\{\{/.test(text)
            ? [{ field, message: "Two variables stand next to each other." }]
            : [],
        ),
};
