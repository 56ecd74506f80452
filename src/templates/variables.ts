/**
 * Variables of a text at compile time and at run time: `{{name}}` or `{{1}}`.
 */

/** Names of the variables in a text literal: `"Hi {{name}}, {{order}}"` gives `"name" | "order"`. */
export type VariablesOf<
  Text extends string,
  Found extends string = never,
> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? VariablesOf<Rest, Found | Name> : Found;

/** The variables of a text, in order, each once. */
export function variablesIn(text: string): readonly string[] {
  return text.includes("{{") ? cut(text).names : NO_NAMES;
}

/** Puts the values in. A variable without a value stays as it is. */
export function fillIn(text: string, valueOf: (name: string) => string | undefined): string {
  if (!text.includes("{{")) return text;
  const { parts, tail } = cut(text);
  let filled = "";
  for (const { before, name } of parts) filled += `${before}${valueOf(name) ?? `{{${name}}}`}`;
  return filled + tail;
}

/** A text cut at its variables. */
interface CutText {
  readonly parts: readonly { readonly before: string; readonly name: string }[];
  readonly tail: string;
  /** In order, each once. */
  readonly names: readonly string[];
}

const NO_NAMES: readonly string[] = [];

/** Texts are those of templates: each is cut once, and asked for with every send. */
const MOST_CUT = 2_000;
const known = new Map<string, CutText>();

function cut(text: string): CutText {
  let result = known.get(text);
  if (result !== undefined) return result;
  const parts: { before: string; name: string }[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    parts.push({ before: text.slice(end, match.index), name: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  result = { parts, tail: text.slice(end), names: [...new Set(parts.map(({ name }) => name))] };
  if (known.size >= MOST_CUT) known.clear();
  known.set(text, result);
  return result;
}

/** True for `1`, `2`, ... */
export function isPosition(name: string): boolean {
  return /^[1-9]\d*$/.test(name);
}

/** True when all of them are. */
export function isPositional(names: readonly string[]): boolean {
  return names.every(isPosition);
}
