/**
 * Variables of a text at compile time and at run time: `{{name}}` or `{{1}}`.
 */

/** Names of the variables in a text literal: `"Hi {{name}}, {{order}}"` gives `"name" | "order"`. */
export type VariablesOf<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | VariablesOf<Rest>
  : never;

/** The variables of a text, in order, each once. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? ""))];
}

/** Puts the values in. A variable without a value stays as it is. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
