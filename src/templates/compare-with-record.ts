import { toCreateRequest } from "./create-request.js";
import type { TemplateDefinition } from "./template-definition.js";
import type { TemplateComponentRecord, TemplateRecord } from "./template-store.js";

export interface TemplateMismatch {
  readonly field: string;
  readonly problem: string;
}

/**
 * How a definition in code differs from what the account holds, as far as a person would notice: texts, formats,
 * buttons. Samples, media handles and the order of components do not count. A record without components (known from a
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
  if (record.components === undefined || template.category === "authentication") return [];
  const wanted = byType(toCreateRequest(template).components as readonly TemplateComponentRecord[]);
  const held = byType(record.components);
  const mismatches: TemplateMismatch[] = [];
  for (const type of new Set([...wanted.keys(), ...held.keys()])) {
    const mine = wanted.get(type);
    const theirs = held.get(type);
    const field = type.toLowerCase();
    if (mine === undefined) mismatches.push({ field, problem: `the account's ${field} is missing in code.` });
    else if (theirs === undefined) mismatches.push({ field, problem: `the account has no ${field}.` });
    else if (essence(mine) !== essence(theirs))
      mismatches.push({ field, problem: `the ${field} is not the same.` });
  }
  return mismatches;
}

function byType(
  components: readonly TemplateComponentRecord[],
): ReadonlyMap<string, TemplateComponentRecord> {
  return new Map(components.map((component) => [component.type.toUpperCase(), component]));
}

/** What a person sees of a component. */
function essence(component: TemplateComponentRecord): string {
  const buttons = Array.isArray(component.buttons)
    ? (component.buttons as Readonly<Record<string, unknown>>[])
    : [];
  return JSON.stringify([
    (component.format ?? "TEXT").toUpperCase(),
    component.text ?? "",
    buttons.map(({ type, text, url, phone_number }) => [
      String(type).toUpperCase(),
      type === "COPY_CODE" ? "" : text,
      normaliseUrl(url),
      phone_number,
    ]),
  ]);
}

/** Meta returns a named URL variable as {{1}}. */
function normaliseUrl(url: unknown): unknown {
  return typeof url === "string" ? url.replace(/\{\{[^{}]*\}\}$/, "{{1}}") : url;
}
