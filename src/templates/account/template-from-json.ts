import { toCreateRequest } from "../create-request.js";
import { definitionProblems } from "../definition-problems.js";
import type { TemplateInput } from "../template-definition.js";
import { compareTemplates } from "./compare-templates.js";
import { inputFromJson } from "./input-from-json.js";
import { templateJson, type TemplateJson } from "./template-json.js";

/** A template of the account as a definition in code, or why no definition can say it. */
export type TemplateFromJson =
  | {
      readonly ok: true;
      /** For `defineTemplate`. */
      readonly input: TemplateInput;
      readonly json: TemplateJson;
      /** Variables for which the JSON holds no sample: their own name stands there. */
      readonly withoutSample: readonly string[];
    }
  | {
      readonly ok: false;
      /** One line each. */
      readonly reasons: readonly string[];
      /** Undefined for what is no template at all. */
      readonly json: TemplateJson | undefined;
    };

/**
 * Meta's JSON of a template, as Graph lists it or as it was submitted, as the input of `defineTemplate`. It is only
 * `ok` when the definition says everything that the JSON says: what would get lost (an unknown component, an unknown
 * field of a button, a text that Meta would refuse today) is named instead. Pure.
 */
export function templateFromJson(value: unknown): TemplateFromJson {
  const json = templateJson(value);
  if (json === undefined)
    return { ok: false, json, reasons: ["it has no name, language or components: it is no template"] };
  const { input, withoutSample } = inputFromJson(json);
  const problems = definitionProblems(input);
  if (problems.length > 0)
    return { ok: false, json, reasons: problems.map(({ field, problem }) => `${field}: ${problem}`) };
  const back = templateJson(toCreateRequest(input as TemplateInput));
  const lost =
    back === undefined
      ? []
      : [
          ...compareTemplates(json, back, { samples: true }),
          // What one side leaves out counts in a comparison of one direction only.
          ...compareTemplates(back, json, { samples: true }),
        ];
  const fields = [...new Set(lost.map(({ field }) => field))];
  if (json.sub_category !== undefined && json.sub_category !== back?.sub_category)
    fields.push("sub_category");
  if (fields.length > 0 || back === undefined) {
    return {
      ok: false,
      json,
      reasons: fields.map((field) => `${field}: a definition in code cannot say it`),
    };
  }
  return { ok: true, json, input: input as TemplateInput, withoutSample };
}
