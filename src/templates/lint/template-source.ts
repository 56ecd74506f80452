import type { TemplateInput } from "../template-definition.js";
import { templateShape } from "../template-shape.js";
import type { StoredTemplate } from "./stored-template.js";
import type { TemplateView } from "./template-view.js";
import { viewOfDefinition } from "./view-of-definition.js";
import { viewOfStored } from "./view-of-stored.js";

/** What can be linted: a definition in code, or a template in Meta's JSON. */
export type LintableTemplate = TemplateInput | StoredTemplate;

/** The view of a template, or what keeps a definition from having one. */
export type TemplateReading =
  | { readonly ok: true; readonly view: TemplateView }
  | {
      readonly ok: false;
      readonly problems: readonly { readonly field: string; readonly problem: string }[];
    };

/** Views are asked for by the linter and by the advice; neither kind of template changes. */
const read = new WeakMap<object, TemplateReading>();

/** Reads a template of either kind. Definitions are in lower case and have no components; the rest is Meta's. */
export function readTemplate(template: unknown): TemplateReading {
  if (typeof template !== "object" || template === null)
    return { ok: false, problems: [{ field: "template", problem: "expected an object" }] };
  if (isStored(template)) return { ok: true, view: viewOfStored(template) };
  let reading = read.get(template);
  if (reading === undefined) {
    reading = readDefinition(template);
    if (Object.isFrozen(template)) read.set(template, reading);
  }
  return reading;
}

function readDefinition(template: object): TemplateReading {
  // `render` and `warnings` of a definition are not enumerable, so the shape holds for it too.
  const shape = templateShape().safeParse(template);
  if (shape.success) return { ok: true, view: viewOfDefinition(shape.data) };
  return {
    ok: false,
    problems: shape.error.issues.map(({ path, message }) => ({
      field: path.join(".") || "template",
      problem: message,
    })),
  };
}

function isStored(template: object): template is StoredTemplate {
  const { components, status, category } = template as {
    readonly components?: unknown;
    readonly status?: unknown;
    readonly category?: unknown;
  };
  return (
    Array.isArray(components) ||
    typeof status === "string" ||
    (typeof category === "string" && category !== "" && category === category.toUpperCase())
  );
}
