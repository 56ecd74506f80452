import { invalidParameter, type MetaError, templateError } from "./meta-error.js";
import type { SimulatedTemplate } from "./simulator-state.js";

type Json = Readonly<Record<string, unknown>>;

/** What Meta refuses at creation, before any review. */
export function creationError(request: Json): MetaError | undefined {
  const { name, language, category, components } = request;
  if (typeof name !== "string" || !/^[a-z0-9_]{1,512}$/.test(name))
    return invalidParameter("Param name must only contain lowercase letters, digits and underscores.");
  if (typeof language !== "string" || language === "") return invalidParameter("Param language is required.");
  if (!["MARKETING", "UTILITY", "AUTHENTICATION"].includes(String(category)))
    return invalidParameter("Param category must be one of MARKETING, UTILITY, AUTHENTICATION.");
  if (!Array.isArray(components)) return invalidParameter("Param components must be an array.");
  const bodies = (components as Json[]).filter(({ type }) => String(type).toUpperCase() === "BODY");
  if (bodies.length !== 1) return invalidParameter("A template needs exactly one BODY component.");
  if (category === "AUTHENTICATION") return undefined;
  return bodyError(String(bodies[0]?.text ?? ""));
}

function bodyError(body: string): MetaError | undefined {
  const refused = (subcode: number, details: string): MetaError => ({
    ...invalidParameter(details),
    subcode,
  });
  if (body.trim() === "") return refused(2388072, "The body must not be empty.");
  if ([...body].length > 1024) return refused(2388040, "The body must not exceed 1024 characters.");
  const text = body.trim();
  if (/^\{\{[^{}]+\}\}|\{\{[^{}]+\}\}$/.test(text))
    return refused(2388299, "Variables can't be at the start or end of the template.");
  const variables = (text.match(/\{\{[^{}]+\}\}/g) ?? []).length;
  const words = text
    .replace(/\{\{[^{}]+\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (variables > 0 && words < 2 * variables + 1)
    return refused(2388293, "This template has too many variables for its length.");
  return undefined;
}

/** Variables of one text component: how many, or which names. */
export function variablesOf(text: unknown): readonly string[] {
  return typeof text === "string"
    ? [...new Set([...text.matchAll(/\{\{([^{}]+)\}\}/g)].map((match) => match[1] ?? ""))]
    : [];
}

/** What Meta refuses in the parameters of a template send, and the texts with their values when it takes them. */
export function fillTemplate(
  template: SimulatedTemplate,
  components: readonly Json[],
):
  | { readonly error: MetaError }
  | { readonly header?: string; readonly body: string; readonly footer?: string } {
  const texts: Record<string, string> = {};
  for (const type of ["HEADER", "BODY"] as const) {
    const definition = template.components.find((component) => component.type.toUpperCase() === type);
    const given = components.find((component) => String(component.type).toUpperCase() === type);
    const parameters = (Array.isArray(given?.parameters) ? given.parameters : []) as Json[];
    const format = String(definition?.format ?? "TEXT").toUpperCase();
    if (format !== "TEXT") {
      if (parameters.length !== 1 || String(parameters[0]?.type).toUpperCase() !== format) {
        return {
          error: templateError(132012, `header: expected a parameter of type ${format.toLowerCase()}`),
        };
      }
      texts[type] = `[${format.toLowerCase()}]`;
      continue;
    }
    const text =
      template.category === "AUTHENTICATION" && type === "BODY"
        ? "{{1}} is your verification code."
        : definition?.text;
    const filled = fillText(type.toLowerCase(), text, parameters);
    if ("error" in filled) return filled;
    texts[type] = filled.text;
  }
  const buttonError = buttonsError(template, components);
  if (buttonError !== undefined) return { error: buttonError };
  const footer = template.components.find((component) => component.type.toUpperCase() === "FOOTER")?.text;
  return {
    ...(texts.HEADER ? { header: texts.HEADER } : {}),
    body: texts.BODY ?? "",
    ...(footer === undefined ? {} : { footer }),
  };
}

function fillText(
  where: string,
  text: unknown,
  parameters: readonly Json[],
): { readonly error: MetaError } | { readonly text: string } {
  const names = variablesOf(text);
  if (parameters.length !== names.length) {
    return {
      error: templateError(
        132000,
        `${where}: number of localizable_params (${String(parameters.length)}) does not match the expected number of params (${String(names.length)})`,
      ),
    };
  }
  const named = names.some((name) => !/^\d+$/.test(name));
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = named ? String(parameter.parameter_name ?? "") : String(index + 1);
    if (!names.includes(name))
      return { error: templateError(132012, `${where}: parameter name is missing or unknown`) };
    if (parameter.type !== "text" || typeof parameter.text !== "string" || parameter.text === "") {
      return { error: templateError(132012, `${where}: expected a text parameter`) };
    }
    if (/[\n\t]| {5,}/.test(parameter.text)) {
      return {
        error: templateError(
          132012,
          `${where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
        ),
      };
    }
    values.set(name, parameter.text);
  }
  const filled = String(text ?? "").replace(
    /\{\{([^{}]+)\}\}/g,
    (_whole, name: string) => values.get(name) ?? "",
  );
  if (where === "body" && [...filled].length > 1024)
    return { error: templateError(132005, "The body with its values is too long.") };
  return { text: filled };
}

function buttonsError(template: SimulatedTemplate, components: readonly Json[]): MetaError | undefined {
  const buttons = buttonsOf(template);
  const given = components.filter((component) => String(component.type).toUpperCase() === "BUTTON");
  for (const [index, button] of buttons.entries()) {
    const needs =
      (button.type === "URL" && variablesOf(button.url).length > 0) ||
      button.type === "COPY_CODE" ||
      button.type === "OTP";
    const parameter = given.find((component) => String(component.index) === String(index));
    if (needs && parameter === undefined) {
      return templateError(
        132000,
        `buttons: Button at index ${String(index)} of type ${String(button.type)} requires a parameter`,
      );
    }
  }
  return undefined;
}

/** The buttons of a template as it was created. */
export function buttonsOf(template: SimulatedTemplate): readonly Json[] {
  const component = template.components.find(({ type }) => type.toUpperCase() === "BUTTONS");
  return (Array.isArray(component?.buttons) ? component.buttons : []) as Json[];
}
