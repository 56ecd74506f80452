import type { LintRule } from "../lint-rule.js";
import { allVariables, replaceVariables } from "../text/measure.js";
import { variableTexts } from "../view-parts.js";

export const L12: LintRule = {
  id: "L12",
  severity: "error",
  title: "Every variable is {{name}}: two braces on each side, no spaces, nothing nested",
  why: "Meta reads everything else as broken.",
  fix: "Write {{name}} or {{1}}.",
  refusedBy: "creation",
  subcodes: [2388072],
  check: (view) =>
    view.category === "authentication"
      ? []
      : variableTexts(view).flatMap(({ field, text }) => {
          if (/[{}]/.test(replaceVariables(text, "")))
            return [{ field, message: "A brace stands alone or one too many." }];
          const bad = allVariables(text).find((name) => name === "" || /\s/.test(name));
          return bad === undefined
            ? []
            : [{ field, message: `The variable "${bad.slice(0, 40)}" is empty or holds a space.` }];
        }),
};
