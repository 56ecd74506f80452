import { ValidationError, type ValidationProblem } from "../core/index.js";
import { definitionProblems } from "./definition-problems.js";
import { type LintFinding, lintTemplate } from "./lint/index.js";
import { renderTemplate } from "./render-template.js";
import type { TemplateDefinition, TemplateInput } from "./template-definition.js";
import type { WellFormed, WithSamples } from "./template-params.js";

const BRAND = Symbol.for("waypost.template");

/**
 * Defines a template as the account has it (or shall get it). The variables of its texts become the parameters of
 * `sendTemplate`: a missing, extra or wrongly typed one does not compile.
 *
 * `template.warnings` has what the linter says beside that.
 *
 * @throws ValidationError `INVALID_TEMPLATE` listing everything Meta would refuse at creation, each with its lint rule.
 *
 * @example
 * ```ts
 * const orderShipped = defineTemplate({
 *   name: "order_shipped", language: "en", category: "utility",
 *   body: "Hi {{name}}, your order {{order}} left our shop today.",
 *   examples: { name: "Asha", order: "A-1001" },
 * });
 * ```
 */
export function defineTemplate<const Input extends TemplateInput>(
  input: Input & WithSamples<Input> & WellFormed<Input>,
): TemplateDefinition<Input> {
  const problems = definitionProblems(input);
  if (problems.length > 0) throw invalid(input, problems);
  const copy: Input = structuredClone(input);
  let warnings: readonly LintFinding[] | undefined;
  const template = Object.defineProperties(copy, {
    [BRAND]: { value: true },
    warnings: { get: () => (warnings ??= lintTemplate(copy)) },
    render: { value: (params?: Readonly<Record<string, unknown>>) => renderTemplate(copy, params) },
  }) as TemplateDefinition<Input>;
  ours.add(template);
  return deepFreeze(template);
}

/** What this copy of the package made: frozen, so that it is the same at every look. */
const ours = new WeakSet();

/** True for what `defineTemplate` returned, in any copy of the package. */
export function isTemplate(value: unknown): value is TemplateDefinition {
  return typeof value === "object" && value !== null && (value as { [BRAND]?: unknown })[BRAND] === true;
}

/**
 * A template that stays as it is: one that this copy of the package made, else one made of it. An object that only looks
 * like a template could show one name to the policy and another to the wire.
 *
 * @throws ValidationError `INVALID_TEMPLATE`.
 */
export function steadyTemplate(template: TemplateDefinition): TemplateDefinition {
  return ours.has(template) ? template : defineTemplate<TemplateInput>({ ...template });
}

function invalid(input: unknown, problems: readonly ValidationProblem[]): ValidationError {
  const name = (input as { name?: unknown } | undefined)?.name;
  const subject = typeof name === "string" ? `The template "${name}"` : "The template";
  return new ValidationError(
    "INVALID_TEMPLATE",
    `${subject} cannot be used: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    {
      fix: "Correct the definition; Meta would refuse it.",
      problems,
    },
  );
}

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value))
    if (typeof item === "object" && item !== null) deepFreeze(item as object);
  return Object.freeze(value);
}
