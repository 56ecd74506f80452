import { badParameter, type GraphFailure, templateProblem } from "../graph-failure.js";
import { type Json, lengthOf, list, record, text, upper } from "../json.js";
import { buttonsOf, component, formatOf, variablesOf } from "./simulated-template.js";

/** A template as it is submitted. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  /** Upper case. */
  readonly category: string;
  readonly parameterFormat: "NAMED" | "POSITIONAL";
  readonly components: readonly Json[];
}

const CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"];
const FORMATS = ["TEXT", "IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION", "PRODUCT"];
const EMOJI = /\p{Extended_Pictographic}/u;
const MARKUP = /[*_~`]/;

type Rule = (draft: TemplateDraft) => GraphFailure | undefined;

/** What Meta refuses at once when a template is created or edited (compliance sheet L01 to L20). Pure. */
export function creationProblem(draft: TemplateDraft): GraphFailure | undefined {
  for (const rule of RULES) {
    const problem = rule(draft);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const RULES: readonly Rule[] = [
  checkNames,
  checkComponents,
  checkHeader,
  checkBody,
  checkFooter,
  checkButtons,
];

function checkNames({ name, language, category }: TemplateDraft): GraphFailure | undefined {
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return badParameter("Param name must be 1 to 512 lower-case letters, digits and underscores.");
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language))
    return badParameter(`Param language is not a supported language: "${language}".`);
  if (!CATEGORIES.includes(category))
    return badParameter(`Param category must be one of {${CATEGORIES.join(", ")}} - got "${category}".`);
  return undefined;
}

function checkComponents(draft: TemplateDraft): GraphFailure | undefined {
  const types = draft.components.map((item) => upper(item.type));
  if (!types.includes("BODY"))
    return templateProblem(2388072, "Body is missing", "Message template must have a body component.");
  if (new Set(types).size < types.length) return badParameter("Each component type may stand once.");
  return undefined;
}

function checkHeader(draft: TemplateDraft): GraphFailure | undefined {
  const header = component(draft, "HEADER");
  if (header === undefined) return undefined;
  const format = upper(header.format, "TEXT");
  if (!FORMATS.includes(format)) return headerProblem(`The header format ${format} does not exist.`);
  const example = record(header.example);
  if (format !== "TEXT") {
    const needsSample = ["IMAGE", "VIDEO", "GIF", "DOCUMENT"].includes(format);
    return needsSample && list(example?.header_handle).length === 0 ? missingSample("header") : undefined;
  }
  const content = text(header.text);
  if (content === undefined) return headerProblem("The header has no text.");
  if (lengthOf(content) > 60) return tooLong("header", 60);
  if (content.includes("\n") || EMOJI.test(content) || MARKUP.test(content.replace(/\{\{[^}]*\}\}/g, ""))) {
    return headerProblem("The header can't have new lines, formatting characters, emojis or asterisks.");
  }
  const variables = variablesOf(content);
  if (variables.length > 1) return headerProblem("The header can have only one variable.");
  const sampled = list(example?.header_text).length + list(example?.header_text_named_params).length;
  return variables.length > sampled ? missingSample("header") : undefined;
}

function checkBody(draft: TemplateDraft): GraphFailure | undefined {
  const body = component(draft, "BODY");
  if (draft.category === "AUTHENTICATION") {
    return body?.text === undefined
      ? undefined
      : bodyProblem("An authentication template has a preset body.");
  }
  const content = text(body?.text);
  if (content === undefined) return bodyProblem("The body has no text.");
  if (lengthOf(content) > 1024) return tooLong("body", 1024);
  return (
    braceProblem(content) ??
    variableProblem(content, draft) ??
    sampleProblem(content, record(body?.example), draft)
  );
}

function braceProblem(content: string): GraphFailure | undefined {
  const rest = content.replace(/\{\{[a-z0-9_]+\}\}/g, "");
  return rest.includes("{{") || rest.includes("}}")
    ? bodyProblem("A variable is written {{1}} or {{name}}: lower-case letters, digits, underscores.")
    : undefined;
}

function variableProblem(content: string, draft: TemplateDraft): GraphFailure | undefined {
  const variables = variablesOf(content);
  if (variables.length === 0) return undefined;
  const trimmed = content.trim();
  if (/^\{\{[^}]*\}\}/.test(trimmed) || /\{\{[^}]*\}\}$/.test(trimmed)) {
    return templateProblem(
      2388299,
      "Leading or trailing params not allowed",
      "Variables can't be at the start or end of the template.",
    );
  }
  if (/\}\}\s*\{\{/.test(content)) return bodyProblem("Two variables can't stand next to each other.");
  const positional = variables.every((name) => /^\d+$/.test(name));
  if (positional && variables.some((_, index) => !variables.includes(String(index + 1)))) {
    return bodyProblem("Variables must run from {{1}} without gaps.");
  }
  if (formatOf([{ text: content }]) !== draft.parameterFormat)
    return bodyProblem("The variables do not fit parameter_format.");
  const words = content
    .replace(/\{\{[^}]*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words < 2 * variables.length + 1) {
    return templateProblem(
      2388293,
      "Too many variables",
      "This template has too many variables for its length. Reduce the number of variables or increase the message length.",
    );
  }
  return undefined;
}

function sampleProblem(
  content: string,
  example: Json | undefined,
  draft: TemplateDraft,
): GraphFailure | undefined {
  const variables = variablesOf(content);
  const sampled =
    draft.parameterFormat === "NAMED"
      ? list(example?.body_text_named_params).filter(
          (item) =>
            variables.includes(String(record(item)?.param_name)) && text(record(item)?.example) !== undefined,
        )
      : list(list(example?.body_text)[0]);
  return sampled.length < variables.length ? missingSample("body") : undefined;
}

function checkFooter(draft: TemplateDraft): GraphFailure | undefined {
  const footer = component(draft, "FOOTER");
  const content = text(footer?.text);
  if (footer === undefined || draft.category === "AUTHENTICATION") return undefined;
  if (content === undefined) return templateProblem(2388073, "Footer is invalid", "The footer has no text.");
  if (lengthOf(content) > 60) return tooLong("footer", 60);
  if (variablesOf(content).length > 0 || content.includes("\n") || EMOJI.test(content)) {
    return templateProblem(
      2388073,
      "Footer is invalid",
      "The footer can't have variables, new lines or emojis.",
    );
  }
  return undefined;
}

const LIMITS: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  OTP: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
};

function checkButtons(draft: TemplateDraft): GraphFailure | undefined {
  const buttons = buttonsOf(draft);
  const types = buttons.map((button) => upper(button.type));
  if (draft.category === "AUTHENTICATION") {
    return types.join() === "OTP"
      ? undefined
      : badParameter("An authentication template needs exactly one OTP button.");
  }
  if (component(draft, "BUTTONS") === undefined) return undefined;
  if (buttons.length < 1 || buttons.length > 10) return badParameter("A template has 1 to 10 buttons.");
  for (const [type, max] of Object.entries(LIMITS)) {
    if (types.filter((item) => item === type).length > max)
      return badParameter(`A template has at most ${String(max)} ${type} buttons.`);
  }
  if (types.includes("OTP")) return badParameter("OTP buttons are for authentication templates.");
  // Quick replies stand together: nothing may stand between two of them.
  const first = types.indexOf("QUICK_REPLY");
  const last = types.lastIndexOf("QUICK_REPLY");
  if (first >= 0 && types.slice(first, last + 1).some((type) => type !== "QUICK_REPLY")) {
    return badParameter("Quick reply buttons must be grouped together.");
  }
  for (const button of buttons) {
    const problem = buttonProblem(button);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function buttonProblem(button: Json): GraphFailure | undefined {
  const type = upper(button.type);
  const label = text(button.text);
  if (["QUICK_REPLY", "URL", "PHONE_NUMBER"].includes(type)) {
    if (label === undefined) return badParameter(`A ${type} button needs a text.`);
    if (lengthOf(label) > 25) return tooLong("button text", 25);
  }
  if (type !== "URL") return undefined;
  const url = text(button.url);
  if (url === undefined || !/^https?:\/\//.test(url))
    return badParameter("A URL button needs a url with scheme.");
  const variables = variablesOf(url);
  if (variables.length > 1 || (variables.length === 1 && !url.endsWith("}}")))
    return badParameter("A URL may have one variable, at its very end.");
  return variables.length === 1 && list(button.example).length === 0 ? missingSample("button") : undefined;
}

function headerProblem(message: string): GraphFailure {
  return templateProblem(2388047, "Message header format is invalid", message);
}

function bodyProblem(message: string): GraphFailure {
  return templateProblem(2388072, "Message body format is invalid", message);
}

function tooLong(part: string, max: number): GraphFailure {
  return templateProblem(
    2388040,
    "Field exceeds its character limit",
    `The ${part} exceeds its limit of ${String(max)} characters.`,
  );
}

function missingSample(part: string): GraphFailure {
  return templateProblem(
    2388043,
    "Sample is missing",
    `Every variable and media header needs a sample: the ${part} lacks one.`,
  );
}
