import type { ValidationProblem } from "../core/index.js";
import type { TemplateSendComponent } from "../messages/index.js";
import { templateVariables } from "./definition-problems.js";
import type { ButtonDefinition, TemplateDefinition, TextTemplateInput } from "./template-definition.js";
import { fillIn, variablesIn } from "./variables.js";

/** Parameters bound to a template: ready for the wire, or what is wrong with them. */
export type BoundTemplate =
  | { readonly ok: true; readonly components: readonly TemplateSendComponent[] }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] };

type Values = Readonly<Record<string, unknown>>;

/**
 * Checks the values and puts them where Meta wants them. Pure. Problems name fields and limits, never values.
 * (Meta: 132000 count, 132012 format, 132005 length.)
 */
export function bindTemplate(template: TemplateDefinition, params: unknown): BoundTemplate {
  const values: Values = typeof params === "object" && params !== null ? (params as Values) : {};
  const problems: ValidationProblem[] = [];
  if (params !== undefined && (typeof params !== "object" || params === null || Array.isArray(params))) {
    problems.push({ field: "params", problem: "expected an object" });
  }
  problems.push(...nameProblems(template, values));
  if (template.category === "authentication") {
    problems.push(...codeProblems(values.code));
    return problems.length > 0
      ? { ok: false, problems }
      : { ok: true, components: codeComponents(String(values.code)) };
  }
  for (const name of templateVariables(template)) problems.push(...valueProblems(name, values[name]));
  if (problems.length === 0) problems.push(...lengthProblems(template, values as Record<string, string>));
  problems.push(...extraProblems(template, values));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, components: components(template, values) };
}

/** What each template expects beside nothing: a missing or unknown name is a count that does not fit. */
function nameProblems(template: TemplateDefinition, values: Values): ValidationProblem[] {
  const expected = expectedNames(template);
  const missing = expected.filter((name) => !Object.hasOwn(values, name) || values[name] === undefined);
  const extra = Object.keys(values).filter((name) => !expected.includes(name));
  return [
    ...missing.map((name) => ({ field: `params.${name}`, problem: "is missing" })),
    ...extra.map((name) => ({
      field: `params.${name.slice(0, 40)}`,
      problem: "is no variable of this template",
    })),
  ];
}

function expectedNames(template: TemplateDefinition): readonly string[] {
  if (template.category === "authentication") return ["code"];
  const buttons = template.buttons ?? [];
  return [
    ...templateVariables(template),
    ...(template.header?.format === undefined ? [] : ["header"]),
    ...(buttons.some(({ type }) => type === "copy_code") ? ["couponCode"] : []),
  ];
}

/** Meta refuses line breaks, tabs and more than four spaces in a row (132012, 132018). */
function valueProblems(name: string, value: unknown): ValidationProblem[] {
  if (value === undefined) return [];
  const field = `params.${name}`;
  if (typeof value !== "string")
    return [{ field, problem: `expected a string, got ${value === null ? "null" : typeof value}` }];
  const problems: string[] = [];
  if (value.trim() === "") problems.push("must not be empty");
  if (/[\n\r\u2028\u2029\v\f]/.test(value)) problems.push("must be one line: no line break");
  if (value.includes("\t")) problems.push("must not hold a tab");
  if (/ {5,}/.test(value)) problems.push("at most four spaces in a row");
  return problems.map((problem) => ({ field, problem }));
}

function lengthProblems(
  template: TextTemplateInput,
  values: Readonly<Record<string, string>>,
): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const check = (field: string, text: string | undefined, max: number): void => {
    const length = text === undefined ? 0 : [...fillIn(text, values)].length;
    if (length > max)
      problems.push({
        field,
        problem: `with its values at most ${String(max)} characters, got ${String(length)}`,
      });
  };
  check("body", template.body, 1024);
  check("header", template.header?.text, 60);
  return problems;
}

function extraProblems(template: TextTemplateInput, values: Values): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  if (template.header?.format !== undefined && values.header !== undefined) {
    const { id, link } = values.header as { id?: unknown; link?: unknown };
    const given = [id, link].filter((value) => typeof value === "string" && value !== "");
    if (given.length !== 1)
      problems.push({ field: "params.header", problem: "expected exactly one of { link } and { id }" });
  }
  const { couponCode } = values;
  if (couponCode !== undefined && !/^[A-Za-z0-9]{1,15}$/.test(String(couponCode))) {
    problems.push({ field: "params.couponCode", problem: "expected 1 to 15 letters and digits" });
  }
  return problems;
}

function codeProblems(code: unknown): ValidationProblem[] {
  if (code === undefined) return [];
  return typeof code === "string" && /^[A-Za-z0-9]{1,15}$/.test(code)
    ? []
    : [{ field: "params.code", problem: "expected 1 to 15 letters and digits" }];
}

/** The code stands in the body and in the button, which Meta treats as a URL button. */
function codeComponents(code: string): TemplateSendComponent[] {
  const parameters = [{ type: "text", text: code }];
  return [
    { type: "body", parameters },
    { type: "button", sub_type: "url", index: "0", parameters },
  ];
}

function components(template: TextTemplateInput, values: Values): TemplateSendComponent[] {
  const texts = values as Readonly<Record<string, string>>;
  const header = headerParameters(template, values);
  const body = textParameters(template.body, texts);
  return [
    ...(header.length === 0 ? [] : [{ type: "header" as const, parameters: header }]),
    ...(body.length === 0 ? [] : [{ type: "body" as const, parameters: body }]),
    ...(template.buttons ?? []).flatMap((button, index) => buttonComponent(button, index, values)),
  ];
}

function headerParameters(
  { header }: TextTemplateInput,
  values: Values,
): Readonly<Record<string, unknown>>[] {
  if (header?.format !== undefined) return [{ type: header.format, [header.format]: values.header }];
  return header === undefined ? [] : textParameters(header.text, values as Record<string, string>);
}

/** Named parameters carry their name; positional ones stand in order. */
function textParameters(
  text: string,
  values: Readonly<Record<string, string>>,
): { type: string; text: string | undefined }[] {
  const names = variablesIn(text);
  const positional = isPositional(names);
  const ordered = positional ? [...names].sort((a, b) => Number(a) - Number(b)) : names;
  return ordered.map((name) => ({
    type: "text",
    ...(positional ? {} : { parameter_name: name }),
    text: values[name],
  }));
}

/** True when the variables are `1`, `2`, ... */
export function isPositional(names: readonly string[]): boolean {
  return names.every((name) => /^[1-9]\d*$/.test(name));
}

function buttonComponent(button: ButtonDefinition, index: number, values: Values): TemplateSendComponent[] {
  const of = (sub_type: string, parameter: Readonly<Record<string, unknown>>): TemplateSendComponent[] => [
    { type: "button", sub_type, index: String(index), parameters: [parameter] },
  ];
  switch (button.type) {
    case "url": {
      const [name] = variablesIn(button.url);
      return name === undefined ? [] : of("url", { type: "text", text: values[name] });
    }
    case "quick_reply":
      return button.payload === undefined
        ? []
        : of("quick_reply", { type: "payload", payload: button.payload });
    case "copy_code":
      return of("copy_code", { type: "coupon_code", coupon_code: values.couponCode });
    case "phone_number":
      return [];
  }
}
