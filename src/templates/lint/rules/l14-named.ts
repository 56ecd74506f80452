import { isPosition, variablesIn } from "../../variables.js";
import type { LintIssue, LintRule } from "../lint-rule.js";
import type { TemplateView } from "../template-view.js";
import { parameterTexts, variableTexts } from "../view-parts.js";

export const L14: LintRule = {
  id: "L14",
  severity: "error",
  title: "Named variables are lower case, do not mix with positional ones, and are declared as named",
  why: "Meta takes names of lower-case letters, digits and underscores, either names or numbers, as `parameter_format` says.",
  fix: "Name all variables, or number all.",
  refusedBy: "creation",
  subcodes: [2388072],
  check: (view) => {
    if (view.category === "authentication") return [];
    return [...caseIssues(view), ...mixIssues(view)];
  },
};

function caseIssues(view: TemplateView): LintIssue[] {
  return variableTexts(view).flatMap(({ field, text }) => {
    const bad = variablesIn(text).find(
      (name) => /^[\p{L}\p{N}_]+$/u.test(name) && !/^[a-z0-9_]+$/.test(name),
    );
    return bad === undefined
      ? []
      : [{ field, message: `The variable "${bad.slice(0, 40)}" has letters other than a to z.` }];
  });
}

function mixIssues(view: TemplateView): LintIssue[] {
  const issues: LintIssue[] = [];
  const formats = new Set<"NAMED" | "POSITIONAL">();
  for (const { field, text } of parameterTexts(view)) {
    const names = variablesIn(text);
    const positional = names.filter(isPosition).length;
    if (names.length === 0) continue;
    if (positional > 0 && positional < names.length)
      issues.push({ field, message: "Named and positional variables do not mix." });
    formats.add(positional === names.length ? "POSITIONAL" : "NAMED");
  }
  if (issues.length > 0) return issues;
  if (formats.size > 1)
    return [
      {
        field: "template",
        message: "Header, body and cards have all named variables, or all positional ones.",
      },
    ];
  const [format] = formats;
  if (format !== undefined && view.format !== undefined && view.format !== format)
    return [
      {
        field: "template",
        message: `The variables are ${format === "NAMED" ? "named" : "positional"}, parameter_format says ${view.format}.`,
        fix: `Set parameter_format to ${format}.`,
      },
    ];
  return [];
}
