import { urlToCreate } from "../create-buttons.js";
import { given, type Json, list, record, sorted, text } from "./read-json.js";
import type { TemplateJson } from "./template-json.js";

/** Labels that Meta writes, in the language of the template. */
const LABELLED_BY_META = ["COPY_CODE", "CATALOG", "MPM", "SPM", "REQUEST_CONTACT_INFO"];

/**
 * What two forms of a template are compared by: one object per component, texts with one kind of line end, without
 * labels that Meta writes, links to samples, and "no" where saying nothing means no.
 */
export function essenceOf(template: TemplateJson, withSamples: boolean): Json {
  const { name: _, language: __, components, ...about } = template;
  return { ...plain(about), ...componentsOf(components, withSamples) };
}

/** By component, in lower case: what a person notices of a list of components. */
export function componentsOf(components: readonly Json[], withSamples: boolean): Json {
  const entries = components.map((component): [string, Json] => {
    const { type, buttons, cards, example, ...rest } = component;
    return [
      String(type).toLowerCase(),
      given({
        ...plain(rest),
        ...(buttons === undefined
          ? {}
          : { buttons: list(buttons).map((button) => buttonOf(record(button) ?? {}, withSamples)) }),
        ...(cards === undefined
          ? {}
          : {
              cards: list(cards).map((card) => {
                const { components: parts, ...more } = record(card) ?? {};
                return { ...componentsOf(list(parts) as readonly Json[], withSamples), ...plain(more) };
              }),
            }),
        example: withSamples ? sampleOf(example) : undefined,
      }),
    ];
  });
  return Object.fromEntries(entries);
}

/** A sample that was uploaded cannot be compared with anything. */
function sampleOf(example: unknown): unknown {
  const { header_handle: _, ...rest } = record(example) ?? {};
  return Object.keys(rest).length === 0 ? undefined : sorted(rest);
}

function buttonOf(button: Json, withSamples: boolean): Json {
  const { example, text: label, url, phone_number: phone, ...rest } = button;
  const kind = String(button.type);
  const address = typeof url === "string" ? urlToCreate(url) : undefined;
  return given({
    ...plain(rest),
    text: LABELLED_BY_META.includes(kind) ? undefined : tidy(label),
    url: address,
    phone_number: text(phone)?.replace(/\D/g, ""),
    // The sample of a coupon is what people see in the picker; that of a URL may be whole or only its end.
    example: withSamples ? suffix(example, address) : undefined,
  });
}

function suffix(example: unknown, url: string | undefined): string | undefined {
  const sample = text([example].flat()[0]);
  const start = url?.replace(/\{\{[^{}]*\}\}$/, "");
  return sample !== undefined && start !== undefined && start !== "" && sample.startsWith(start)
    ? sample.slice(start.length)
    : sample;
}

/** Fields that say something, in a fixed order. */
function plain(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null && value !== false)
      .map(([name, value]) => [name, inner(value)]),
  );
}

function inner(value: unknown): unknown {
  const fields = record(value);
  if (fields !== undefined) return plain(fields);
  return Array.isArray(value) ? value.map(inner) : tidy(value);
}

function tidy(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : value;
}
