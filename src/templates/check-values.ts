import { ValidationError, type ValidationProblem } from "../core/index.js";
import { orderDetails, type OrderDetailsInput } from "../messages/index.js";
import type { CardDefinition, TemplateInput } from "./template-definition.js";
import { parameterSchemas } from "./parameter-schemas.js";
import { type ParameterKind, parametersOf } from "./template-parameters.js";
import { textProblems } from "./text-problems.js";

export type Values = Readonly<Record<string, unknown>>;

/** What is wrong with the values of a template or a card, one by one. Problems name fields and limits, never values. */
export function valueProblems(
  of: TemplateInput | CardDefinition,
  values: Values,
  { path, now }: { readonly path: string; readonly now?: number | undefined },
): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const parameters = parametersOf(of);
  for (const { name, kind, optional } of parameters) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const field = `${path}.${name}`;
    if (value !== undefined) problems.push(...problemsOf(kind, value, field, now));
    else if (!optional) problems.push({ field, problem: "is missing" });
  }
  for (const name of Object.keys(values)) {
    if (!parameters.some((parameter) => parameter.name === name))
      problems.push({ field: `${path}.${name.slice(0, 40)}`, problem: "is no variable of this template" });
  }
  return problems;
}

function problemsOf(
  kind: ParameterKind,
  value: unknown,
  field: string,
  now: number | undefined,
): ValidationProblem[] {
  switch (kind) {
    case "text":
      return textProblems(value).map((problem) => ({ field, problem }));
    case "cards":
      return [];
    case "order_details":
      return orderProblems(value, field, now);
    default: {
      const result = parameterSchemas()[kind].safeParse(value);
      if (result.success) return [];
      return result.error.issues.map((issue) => ({
        field: [field, ...issue.path.map(String)].join("."),
        problem: issue.code === "unrecognized_keys" ? `unknown: ${issue.keys.join(", ")}` : issue.message,
      }));
    }
  }
}

function orderProblems(value: unknown, field: string, now: number | undefined): ValidationProblem[] {
  try {
    orderDetails(value as OrderDetailsInput, now);
    return [];
  } catch (error) {
    if (!ValidationError.is(error)) throw error;
    return error.problems.map(({ field: part, problem }) => ({ field: `${field}.${part}`, problem }));
  }
}
