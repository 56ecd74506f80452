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
  if (!text.includes("{{")) return [];
  return [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? ""))];
}

/** Puts the values in. A variable without a value stays as it is. */
export function fillIn(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => valueOf(name) ?? whole);
}

/** True for `1`, `2`, ... */
export function isPosition(name: string): boolean {
  return /^[1-9]\d*$/.test(name);
}

/** True when all of them are. */
export function isPositional(names: readonly string[]): boolean {
  return names.every(isPosition);
}
