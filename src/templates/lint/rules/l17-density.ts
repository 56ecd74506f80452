import type { LintRule } from "../lint-rule.js";
import { allVariables, countWords } from "../text/measure.js";
import { bodiesOf } from "../view-parts.js";

export const L17: LintRule = {
  id: "L17",
  severity: "error",
  title: "A body has words enough for its variables",
  why: "Meta refuses many variables among few words. The ratio is ours, from what providers report: an error below two words a variable and one more, a warning below three.",
  fix: "Add words, or take variables out.",
  refusedBy: "creation",
  subcodes: [2388293],
  check: (view) =>
    view.category === "authentication"
      ? []
      : bodiesOf(view).flatMap(({ field, text }) => {
          const count = allVariables(text).length;
          const words = countWords(text);
          if (count === 0 || words >= 3 * count) return [];
          const message = `${String(words)} words for ${String(count)} variables.`;
          return words < 2 * count + 1
            ? [{ field, message }]
            : [{ field, message, severity: "warning" as const }];
        }),
};
