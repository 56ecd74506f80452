import type { Values } from "./check-values.js";
import { slotName } from "./template-parameters.js";

/** What the person reads of a value: text, or the fallback of money and dates. */
export function shownText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const fallback = (value as { readonly fallback?: unknown } | null | undefined)?.fallback;
  return typeof fallback === "string" ? fallback : undefined;
}

/** Values of the variables of a body or a payload. */
export function bodyTexts(values: Values): (name: string) => string | undefined {
  return (name) => (Object.hasOwn(values, name) ? shownText(values[name]) : undefined);
}

/** Values of the variables of a header or a URL, where `{{1}}` has a name of its own. */
export function slotTexts(values: Values, slot: "header" | "url"): (name: string) => string | undefined {
  const texts = bodyTexts(values);
  return (name) => texts(slotName(name, slot));
}
