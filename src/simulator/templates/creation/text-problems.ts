import { type GraphFailure, templateProblem } from "../../graph-failure.js";
import { type Json, lengthOf, list, record, upper } from "../../json.js";
import { component, variablesOf } from "../simulated-template.js";
import type { TemplateDraft } from "../template-draft.js";
import { badBody, badFooter, badHeader, missingSample, tooLong } from "./refusals.js";

const FORMATS = ["TEXT", "IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION", "PRODUCT"];
const WITH_SAMPLE = ["IMAGE", "VIDEO", "GIF", "DOCUMENT"];
const DECORATED = /[*_~`\n]|\p{Extended_Pictographic}/u;
const VARIABLE = /\{\{[^{}]*\}\}/g;
const TOGETHER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

export function headerProblem(draft: TemplateDraft): GraphFailure | undefined {
  const header = component(draft, "HEADER");
  if (header === undefined) return undefined;
  const format = upper(header.format, "TEXT");
  if (!FORMATS.includes(format)) return badHeader(`The header format ${format} does not exist.`);
  if ((format === "GIF" || format === "PRODUCT") && draft.category !== "MARKETING")
    return badHeader(`A ${format} header stands in MARKETING templates only.`);
  return format === "TEXT" ? headerTextProblem(header) : mediaProblem(header);
}

/** A media header, of the template or of a card. */
export function mediaProblem(header: Json): GraphFailure | undefined {
  const samples = list(record(header.example)?.header_handle);
  return WITH_SAMPLE.includes(upper(header.format)) && samples.length === 0
    ? missingSample("header")
    : undefined;
}

function headerTextProblem(header: Json): GraphFailure | undefined {
  const content = filled(header.text);
  if (content === undefined) return badHeader("The header has no text.");
  if (lengthOf(content) > 60) return tooLong("header", 60);
  if (DECORATED.test(content.replace(VARIABLE, "")))
    return badHeader("The header can't have new lines, formatting characters, emojis or asterisks.");
  const variables = variablesOf(content);
  if (variables.length > 1) return badHeader("The header can have only one variable.");
  const example = record(header.example);
  return (
    spellingProblem(content) ??
    numberProblem(variables) ??
    (sampled(variables, list(example?.header_text), list(example?.header_text_named_params))
      ? undefined
      : missingSample("header"))
  );
}

export function bodyProblem(draft: TemplateDraft): GraphFailure | undefined {
  const beside = component(draft, "LIMITED_TIME_OFFER") !== undefined;
  return bodyTextProblem(component(draft, "BODY") ?? {}, beside ? 600 : 1_024);
}

/** A body, of the template or of a card. */
export function bodyTextProblem(body: Json, max: number): GraphFailure | undefined {
  const content = filled(body.text);
  if (content === undefined) return badBody("The body has no text.");
  if (lengthOf(content) > max) return tooLong("body", max);
  const variables = variablesOf(content);
  const example = record(body.example);
  const rows = list(example?.body_text);
  return (
    spellingProblem(content) ??
    placeProblem(content) ??
    numberProblem(variables) ??
    densityProblem(content) ??
    (sampled(variables, Array.isArray(rows[0]) ? rows[0] : rows, list(example?.body_text_named_params))
      ? undefined
      : missingSample("body"))
  );
}

export function footerProblem(draft: TemplateDraft): GraphFailure | undefined {
  const footer = component(draft, "FOOTER");
  if (footer === undefined) return undefined;
  const content = filled(footer.text);
  if (content === undefined) return badFooter("The footer has no text.");
  if (lengthOf(content) > 60) return tooLong("footer", 60);
  return content.includes("{{") || DECORATED.test(content)
    ? badFooter("The footer can't have variables, new lines, formatting characters or emojis.")
    : undefined;
}

/** Header, body and cards are all named or all positional, as declared. */
export function formatProblem(draft: TemplateDraft): GraphFailure | undefined {
  const cards = list(component(draft, "CAROUSEL")?.cards).flatMap((card) => list(record(card)?.components));
  const texts = [component(draft, "HEADER"), component(draft, "BODY"), ...cards.map(record)]
    .filter((part) => part !== undefined && ["HEADER", "BODY"].includes(upper(part.type)))
    .map((part) => variablesOf(filled(part?.text) ?? ""))
    .filter((variables) => variables.length > 0);
  const fits = texts.every((variables) =>
    variables.every((name) => /^\d+$/.test(name) === (draft.parameterFormat === "POSITIONAL")),
  );
  return fits ? undefined : badBody("The variables do not fit parameter_format.");
}

/** Two braces on each side, and a name between them. */
export function spellingProblem(content: string): GraphFailure | undefined {
  return /[{}]/.test(content.replace(/\{\{[a-z0-9_]+\}\}/g, ""))
    ? badBody("A variable is written {{1}} or {{name}}: lower-case letters, digits, underscores.")
    : undefined;
}

function placeProblem(content: string): GraphFailure | undefined {
  const trimmed = content.trim();
  if (trimmed.startsWith("{{") || trimmed.endsWith("}}"))
    return templateProblem(
      2388299,
      "Leading or trailing params not allowed",
      "Variables can't be at the start or end of the template.",
    );
  return /\}\}\s*\{\{/.test(content) ? badBody("Two variables can't stand next to each other.") : undefined;
}

function numberProblem(variables: readonly string[]): GraphFailure | undefined {
  if (!variables.every((name) => /^\d+$/.test(name))) return undefined;
  return variables.some((_, index) => !variables.includes(String(index + 1)))
    ? badBody("Variables must run from {{1}} without gaps.")
    : undefined;
}

function densityProblem(content: string): GraphFailure | undefined {
  const variables = content.match(VARIABLE)?.length ?? 0;
  if (variables === 0) return undefined;
  const fixed = content.replace(VARIABLE, " ");
  const words = fixed
    .replace(TOGETHER, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const together = Math.ceil((fixed.match(TOGETHER)?.length ?? 0) / 2);
  return words + together < 2 * variables + 1
    ? templateProblem(
        2388293,
        "Too many variables",
        "This template has too many variables for its length. Reduce the number of variables or increase the message length.",
      )
    : undefined;
}

/** Every variable has its sample: by number or by name. */
function sampled(
  variables: readonly string[],
  values: readonly unknown[],
  named: readonly unknown[],
): boolean {
  const names = new Map(named.map((item) => [record(item)?.param_name, record(item)?.example] as const));
  return variables.every((name) => filled(names.get(name) ?? values[Number(name) - 1]) !== undefined);
}

/** A text with something to read. */
function filled(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
