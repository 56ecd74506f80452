import type { LintIssue, LintRule } from "../lint-rule.js";
import { allVariables } from "../text/measure.js";
import { allButtons } from "../view-parts.js";

export const L11: LintRule = {
  id: "L11",
  severity: "error",
  title: "A URL has at most 2,000 characters and one variable, at its very end",
  why: "Meta refuses a variable inside of an address.",
  fix: "Give the changing part last: https://shop.example/track/{{1}}.",
  refusedBy: "creation",
  check: (view) =>
    view.category === "authentication"
      ? []
      : allButtons(view).flatMap(({ type, url, field }) =>
          type === "url" ? urlIssues(`${field}.url`, url?.text) : [],
        ),
};

function urlIssues(field: string, url: string | undefined): LintIssue[] {
  if (url === undefined || url.length > 2_000 || !/^https?:\/\/[^\s{}]+/.test(url))
    return [{ field, message: "An http or https address of at most 2000 characters." }];
  const variables = allVariables(url);
  return variables.length > 1 || (variables.length === 1 && !/\{\{[^{}]*\}\}$/.test(url))
    ? [{ field, message: "One variable, at the very end." }]
    : [];
}
