import type { ValidationProblem } from "../core/index.js";
import type { ButtonDefinition, TemplateInput, TextTemplateInput } from "./template-definition.js";
import { templateShape } from "./template-shape.js";
import { variablesIn } from "./variables.js";

const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(?:_[A-Z]{2,4})?$/;
const NAMED = /^[a-z0-9_]+$/;
const POSITIONAL = /^[1-9]\d*$/;
const NOT_PLAIN = /[*_~`\n]|\p{Extended_Pictographic}/u;
/** Names that `params` uses for other things. */
const RESERVED = ["header", "couponCode", "code"];

type Report = (field: string, problem: string) => void;

/** What Meta would refuse in a definition (template lint rules L01, L06-L16, L19, L25), each problem with its rule. */
export function definitionProblems(input: unknown): readonly ValidationProblem[] {
  const shape = templateShape.safeParse(input);
  if (!shape.success) {
    return shape.error.issues.map(({ path, message }) => ({
      field: path.join(".") || "template",
      problem: message,
    }));
  }
  const problems: ValidationProblem[] = [];
  const report: Report = (field, problem) => void problems.push({ field, problem });
  const template: TemplateInput = shape.data;
  if (!NAME.test(template.name)) report("name", "1 to 512 lower-case letters, digits and underscores (L01)");
  if (!LANGUAGE.test(template.language)) report("language", 'expected a code such as "en" or "en_US"');
  if (template.category === "authentication") expiration(template.codeExpirationMinutes, report);
  else textTemplate(template, report);
  return problems;
}

function expiration(minutes: number | undefined, report: Report): void {
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 90)) {
    report("codeExpirationMinutes", "1 to 90 (L25)");
  }
}

function textTemplate(template: TextTemplateInput, report: Report): void {
  body(template.body, report);
  header(template, report);
  footer(template.footer, report);
  buttons(template.buttons, report);
  examples(template, report);
}

function body(text: unknown, report: Report): void {
  if (!isText(text)) {
    report("body", "exactly one body with text (L06)");
    return;
  }
  const length = [...text].length;
  if (length > 1024) report("body", `at most 1024 characters, got ${String(length)} (L08)`);
  braces("body", text, report);
  const trimmed = text.trim();
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed))
    report("body", "must not start or end with a variable (L15)");
  if (/\{\{[^{}]*\}\}\s*\{\{/.test(text)) report("body", "two variables need words between them (L16)");
  sequence("body", variablesIn(text), report);
  density(text, report);
}

/** L17: Meta refuses many variables among few words (2388293); the ratio is ours. */
function density(text: string, report: Report): void {
  const count = (text.match(/\{\{[^{}]*\}\}/g) ?? []).length;
  const words = text
    .replace(/\{\{[^{}]*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (count > 0 && words < 2 * count + 1)
    report("body", `too few words for its ${String(count)} variables (L17)`);
}

function braces(field: string, text: string, report: Report): void {
  if (/[{}]/.test(text.replace(/\{\{[^{}]*\}\}/g, "")))
    report(field, "every variable is {{name}} with two braces on each side (L12)");
  for (const name of variablesIn(text)) {
    if (!NAMED.test(name))
      report(
        field,
        `the variable "${name.slice(0, 40)}" may only have lower-case letters, digits and underscores (L12, L14, L18)`,
      );
    if (RESERVED.includes(name)) report(field, `the variable "${name}" has a reserved name`);
  }
}

function sequence(field: string, names: readonly string[], report: Report): void {
  const positional = names.filter((name) => POSITIONAL.test(name));
  if (positional.length === 0) return;
  if (positional.length !== names.length) report(field, "named and positional variables do not mix (L14)");
  else if (names.some((name) => Number(name) > names.length))
    report(field, "positional variables run 1, 2, 3 without gaps (L13)");
}

function header({ header: given }: TextTemplateInput, report: Report): void {
  if (given === undefined) return;
  if (given.format !== undefined) return;
  if (!isText(given.text)) {
    report("header", "expected { text } or { format } (L07)");
    return;
  }
  if ([...given.text].length > 60)
    report("header.text", `at most 60 characters, got ${String([...given.text].length)} (L07)`);
  if (variablesIn(given.text).length > 1) report("header.text", "at most one variable (L07)");
  if (NOT_PLAIN.test(given.text.replace(/\{\{[^{}]*\}\}/g, "")))
    report("header.text", "no emoji, formatting or line break (L07)");
  braces("header.text", given.text, report);
}

function footer(text: unknown, report: Report): void {
  if (text === undefined) return;
  if (!isText(text) || [...text].length > 60) report("footer", "1 to 60 characters (L09)");
  else if (/\{\{/.test(text)) report("footer", "no variables (L09)");
  else if (NOT_PLAIN.test(text)) report("footer", "no emoji, formatting or line break (L09)");
}

const MOST: Readonly<Partial<Record<ButtonDefinition["type"], number>>> = {
  url: 2,
  phone_number: 1,
  copy_code: 1,
};

function buttons(given: readonly ButtonDefinition[] | undefined, report: Report): void {
  if (given === undefined) return;
  if (given.length < 1 || given.length > 10) {
    report("buttons", "1 to 10 (L10)");
    return;
  }
  for (const [type, most] of Object.entries(MOST)) {
    if (given.filter((button) => button.type === type).length > most)
      report("buttons", `at most ${String(most)} of type ${type} (L10)`);
  }
  const runs = given.filter(
    (button, index) => button.type === "quick_reply" && given[index - 1]?.type !== "quick_reply",
  ).length;
  if (runs > 1) report("buttons", "quick replies stand together (L10)");
  given.forEach((button, index) => {
    oneButton(button, `buttons[${String(index)}]`, report);
  });
}

function oneButton(button: ButtonDefinition, field: string, report: Report): void {
  if (button.type === "copy_code") {
    if (!/^[A-Za-z0-9]{1,15}$/.test(button.example))
      report(`${field}.example`, "1 to 15 letters and digits (L10)");
    return;
  }
  if (!isText(button.text) || [...button.text].length > 25)
    report(`${field}.text`, "1 to 25 characters (L10)");
  else if (/\{\{/.test(button.text)) report(`${field}.text`, "no variables (L10)");
  if (button.type === "url") url(button.url, `${field}.url`, report);
}

function url(value: unknown, field: string, report: Report): void {
  if (!isText(value) || value.length > 2000 || !/^https?:\/\/[^\s{}]+/.test(value)) {
    report(field, "an http or https address of at most 2000 characters (L11)");
    return;
  }
  const names = variablesIn(value);
  if (names.length > 1 || (names.length === 1 && !value.endsWith(`{{${names[0] ?? ""}}}`)))
    report(field, "one variable, at the very end (L11)");
  braces(field, value, report);
}

function examples(template: TextTemplateInput, report: Report): void {
  const given = template.examples ?? {};
  const needed = new Set(templateVariables(template));
  for (const name of needed)
    if (!isText(given[name])) report(`examples.${name}`, "every variable needs a sample (L19)");
  for (const name of Object.keys(given))
    if (!needed.has(name)) report(`examples.${name.slice(0, 40)}`, "no such variable");
}

/** All text variables of a template: body, header text, URLs. */
export function templateVariables(template: TemplateInput): readonly string[] {
  let names = variablesOf.get(template);
  if (names === undefined) variablesOf.set(template, (names = findVariables(template)));
  return names;
}

/** A template does not change, and every send asks several times. */
const variablesOf = new WeakMap<TemplateInput, readonly string[]>();

function findVariables(template: TemplateInput): readonly string[] {
  if (template.category === "authentication") return [];
  const urls = (template.buttons ?? []).flatMap((button) => (button.type === "url" ? [button.url] : []));
  return [
    ...new Set([template.body, template.header?.text ?? "", ...urls].filter(isText).flatMap(variablesIn)),
  ];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
