import type { TemplateCreateRequest } from "../create-request.js";
import { canonicalComponents } from "./canonical-component.js";
import { type Json, list, record, text, upper } from "./read-json.js";

/** A template in Meta's own JSON: the body of `POST /{waba-id}/message_templates`. */
export type TemplateJson = TemplateCreateRequest;

/**
 * Meta's JSON of a template in one fixed form, whether Graph listed it or somebody wrote it: upper-case types, a fixed
 * order of components and fields, samples as they are submitted, and without what only Meta says (id, status, quality,
 * the text of one-time codes, links to samples, which change from read to read). What is unknown stays. Pure.
 *
 * @returns undefined for what has no name, language or components.
 */
export function templateJson(value: unknown): TemplateJson | undefined {
  const raw = record(value);
  const name = text(raw?.name);
  const language = text(raw?.language);
  if (raw === undefined || name === undefined || language === undefined || !Array.isArray(raw.components))
    return undefined;
  const category = upper(raw.category) ?? "MARKETING";
  const components = canonicalComponents(list(raw.components), category === "AUTHENTICATION");
  const subCategory = text(raw.sub_category);
  const ttl = number(raw.message_send_ttl_seconds);
  const untracked = raw.cta_url_link_tracking_opted_out;
  return {
    name,
    language,
    category,
    // "CUSTOM" is what Meta says when nothing was said.
    ...(subCategory === undefined || subCategory === "CUSTOM" ? {} : { sub_category: subCategory }),
    parameter_format: formatOf(components, raw),
    ...(ttl === undefined ? {} : { message_send_ttl_seconds: ttl }),
    ...(typeof untracked === "boolean" ? { cta_url_link_tracking_opted_out: untracked } : {}),
    components,
  };
}

function formatOf(components: readonly Json[], raw: Json): "NAMED" | "POSITIONAL" {
  const texts = components.flatMap((component) => [
    text(component.text) ?? "",
    ...list(component.cards).flatMap((card) =>
      list(record(card)?.components).map((part) => text(record(part)?.text) ?? ""),
    ),
  ]);
  const names = texts.flatMap((content) =>
    [...content.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? ""),
  );
  // Without variables there is nothing to format.
  if (names.length === 0) return "POSITIONAL";
  const said = upper(raw.parameter_format);
  if (said === "NAMED" || said === "POSITIONAL") return said;
  return names.every((name) => /^\d+$/.test(name)) ? "POSITIONAL" : "NAMED";
}

function number(value: unknown): number | undefined {
  const parsed = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}
