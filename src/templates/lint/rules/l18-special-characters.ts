import { variablesIn } from "../../variables.js";
import type { LintRule } from "../lint-rule.js";
import { variableTexts } from "../view-parts.js";

export const L18: LintRule = {
  id: "L18",
  severity: "error",
  title: "No special characters in the name of a variable",
  why: "Meta refuses #, $, % and the like inside of the braces.",
  fix: "Use letters, digits and underscores.",
  refusedBy: "creation",
  subcodes: [2388072],
  check: (view) =>
    view.category === "authentication"
      ? []
      : variableTexts(view).flatMap(({ field, text }) => {
          const bad = variablesIn(text).find((name) => /[^\p{L}\p{N}_\s]/u.test(name));
          return bad === undefined
            ? []
            : [{ field, message: `The variable "${bad.slice(0, 40)}" holds a special character.` }];
        }),
};
