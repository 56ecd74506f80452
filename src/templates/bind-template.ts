import type { ValidationProblem } from "../core/index.js";
import type { TemplateSendComponent } from "../messages/index.js";
import { cardDefinitions, type CardDefinitions } from "./card-definitions.js";
import { lengthProblems } from "./check-lengths.js";
import { valueProblems, type Values } from "./check-values.js";
import { cardComponents, sendComponents } from "./send-components.js";
import type { TemplateDefinition } from "./template-definition.js";

/** Parameters bound to a template: ready for the wire, or what is wrong with them. */
export type BoundTemplate =
  | { readonly ok: true; readonly components: readonly TemplateSendComponent[] }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] };

/**
 * Checks the values and puts them where Meta wants them. Pure. Problems name fields and limits, never values.
 * (Meta: 132000 count, 132012 format, 132005 length.)
 *
 * @param now - instant against which an order's `expiresAt` is checked.
 */
export function bindTemplate(template: TemplateDefinition, params: unknown, now?: number): BoundTemplate {
  if (params !== undefined && !isObject(params))
    return { ok: false, problems: [{ field: "params", problem: "expected an object" }] };
  const values: Values = params ?? {};
  const problems = valueProblems(template, values, { path: "params", now });
  const cards = template.cards === undefined ? undefined : cardDefinitions(template.cards, values.cards);
  if (cards !== undefined) problems.push(...cardProblems(cards, now));
  if (problems.length === 0) problems.push(...lengthProblems(template, values));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, components: [...sendComponents(template, values), ...cardComponents(cards)] };
}

function cardProblems(cards: CardDefinitions, now: number | undefined): ValidationProblem[] {
  if (!cards.ok) return [{ field: "params.cards", problem: cards.problem }];
  return cards.cards.flatMap(({ definition, values }, index) => {
    const path = `params.cards[${String(index)}]`;
    if (!isObject(values)) return [{ field: path, problem: "expected an object" }];
    const problems = valueProblems(definition, values, { path, now });
    return problems.length > 0 ? problems : lengthProblems(definition, values, `cards[${String(index)}].`);
  });
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
