import { isPosition, variablesIn } from "../../variables.js";
import type { LintIssue, LintRule } from "../lint-rule.js";
import { allVariables } from "../text/measure.js";
import { parameterTexts } from "../view-parts.js";

export const L13: LintRule = {
  id: "L13",
  severity: "error",
  title: "Positional variables run 1, 2, 3 without gaps, each once",
  why: "Meta counts them in every component from {{1}}. A number that stands twice is refused by some providers.",
  fix: "Number them anew.",
  refusedBy: "creation",
  subcodes: [2388072],
  check: (view) =>
    view.category === "authentication"
      ? []
      : parameterTexts(view).flatMap(({ field, text }): LintIssue[] => {
          const names = variablesIn(text);
          if (names.some((name) => /^\d+$/.test(name) && !isPosition(name)))
            return [{ field, message: "Positional variables are written 1, 2, 3." }];
          if (names.length === 0 || !names.every(isPosition)) return [];
          if (names.some((name) => Number(name) > names.length))
            return [{ field, message: "The numbers of the variables have gaps." }];
          return allVariables(text).length === names.length
            ? []
            : [{ field, severity: "warning", message: "A number stands twice." }];
        }),
};
