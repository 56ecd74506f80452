import {
  isTemplate,
  type TemplateInput,
  templateFromJson,
  type TemplateJson,
  templateJson,
  toCreateRequest,
} from "waypost";

/** One template of a file. */
export interface LocalTemplate {
  readonly file: string;
  readonly name: string;
  readonly language: string;
  /** What is submitted. */
  readonly json: TemplateJson;
  /** As a definition; undefined for what only JSON can say. */
  readonly definition: TemplateInput | undefined;
}

/** Reads one value of a file: a definition, the input of one, or Meta's JSON. Undefined for anything else. */
export function localTemplate(value: unknown, file: string): LocalTemplate | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (isTemplate(value) || isInput(value)) {
    const definition = value as TemplateInput;
    const json = templateJson(toCreateRequest(definition));
    return json && { file, name: json.name, language: json.language, json, definition };
  }
  const json = templateJson(value);
  if (json === undefined) return undefined;
  const read = templateFromJson(json);
  return {
    file,
    name: json.name,
    language: json.language,
    json,
    definition: read.ok ? read.input : undefined,
  };
}

/** The input of `defineTemplate`, written in JSON. Whether Meta would take it, the linter says. */
function isInput(value: object): boolean {
  const { name, language, category, components } = value as Partial<Record<string, unknown>>;
  return (
    typeof name === "string" &&
    typeof language === "string" &&
    components === undefined &&
    (category === "utility" || category === "marketing" || category === "authentication") &&
    (category === "authentication" || typeof (value as { body?: unknown }).body === "string")
  );
}
