/** The names in braces of a pattern: `"order:{language}:{product}"` has `language` and `product`. */
export type PatternParams<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & PatternParams<Rest>
  : unknown;

/**
 * Compiles a pattern. A name in braces takes at least one character, up to the one that stands behind it in the pattern;
 * the last takes the rest. Everything else is meant literally.
 */
export function payloadPattern(pattern: string): (value: string) => Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part, index, parts) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return escaped(part);
      names.push(name);
      const next = parts[index + 1]?.charAt(0);
      return next === undefined || next === "{" ? "(.+)" : `([^${escaped(next)}]+)`;
    })
    .join("");
  const compiled = new RegExp(`^${source}$`, "su");
  return (value) => {
    const match = compiled.exec(value);
    return match === null
      ? undefined
      : Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""]));
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
