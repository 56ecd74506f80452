import type * as z from "zod";
import type { ValidationProblem } from "./validation-error.js";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong: the field as it is written in code, its limit and what was given; never the value itself. */
export function validationProblems(issues: readonly Issue[], root: string): ValidationProblem[] {
  return issues.flatMap(exact).map((issue) => ({
    field: issue.path.length === 0 ? root : issue.path.map(segment).join("").replace(/^\./, ""),
    problem: issue.code === "unrecognized_keys" ? `unknown: ${issue.keys.join(", ")}` : issue.message,
  }));
}

/** Of several forms that a field may have: what is wrong with the one that was meant, where that is plain. */
function exact(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [meant, another] = issue.errors.filter((branch) => branch.length > 0 && branch.every(isDetail));
  if (meant === undefined || another !== undefined) return [issue];
  return meant.flatMap((inner) => exact({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Not a field that this form does not have, or one that only another form has. */
function isDetail({ code, path }: Issue): boolean {
  return path.length > 0 && code !== "unrecognized_keys" && code !== "invalid_type";
}

function segment(part: PropertyKey): string {
  return typeof part === "number" ? `[${String(part)}]` : `.${String(part)}`;
}
