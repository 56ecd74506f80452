import { canonicalComponents } from "./account/canonical-component.js";
import { type TemplateDifference, walk } from "./account/compare-templates.js";
import { componentsOf } from "./account/template-essence.js";
import { toCreateRequest } from "./create-request.js";
import type { TemplateDefinition } from "./template-definition.js";
import type { TemplateRecord } from "./template-store.js";

export interface TemplateMismatch {
  readonly field: string;
  readonly problem: string;
}

/**
 * How a definition in code differs from what the account holds, as far as a person would notice: texts, formats,
 * buttons, cards, offers. Samples, media handles and the order of components do not count. A record without components (known from a
 * webhook only) differs in nothing.
 */
export function compareWithRecord(
  template: TemplateDefinition,
  record: TemplateRecord,
): readonly TemplateMismatch[] {
  let known = compared.get(template);
  if (known === undefined) compared.set(template, (known = new WeakMap()));
  let mismatches = known.get(record);
  if (mismatches === undefined) known.set(record, (mismatches = compare(template, record)));
  return mismatches;
}

/** Both are immutable, and every send asks twice. */
const compared = new WeakMap<TemplateDefinition, WeakMap<TemplateRecord, readonly TemplateMismatch[]>>();

function compare(template: TemplateDefinition, record: TemplateRecord): readonly TemplateMismatch[] {
  // The text of a one-time code is Meta's own.
  if (record.components === undefined || template.category === "authentication") return [];
  const wanted = essenceOfCode(template);
  const held = componentsOf(canonicalComponents(record.components, false), false);
  const mismatches: TemplateMismatch[] = [];
  for (const field of new Set([...Object.keys(wanted), ...Object.keys(held)])) {
    const found: TemplateDifference[] = [];
    walk(wanted[field], held[field], field, found);
    if (found.length === 0) continue;
    if (wanted[field] === undefined)
      mismatches.push({ field, problem: `the account's ${field} is missing in code.` });
    else if (held[field] === undefined) mismatches.push({ field, problem: `the account has no ${field}.` });
    else mismatches.push({ field, problem: `the ${field} is not the same.` });
  }
  return mismatches;
}

/** Stores hand out a new record each time; the code stays what it is. */
const essences = new WeakMap<TemplateDefinition, Readonly<Record<string, unknown>>>();

function essenceOfCode(template: TemplateDefinition): Readonly<Record<string, unknown>> {
  let essence = essences.get(template);
  if (essence === undefined) {
    essence = componentsOf(canonicalComponents(toCreateRequest(template).components, false), false);
    essences.set(template, essence);
  }
  return essence;
}
