import type { TemplateInput, TemplateJson } from "waypost";

const HEADER = "// Written by `waypost templates pull`: what the account says.";

/** A module that defines the template. The same template gives the same text. */
export function templateSource(input: TemplateInput, withoutSample: readonly string[] = []): string {
  const notes =
    withoutSample.length === 0
      ? []
      : [`// The account has no sample for ${withoutSample.join(", ")}: their names stand in for them.`];
  return [
    HEADER,
    ...notes,
    'import { defineTemplate } from "waypost";',
    "",
    `export const ${exportName(input)} = defineTemplate(${literal(input, "")});`,
    "",
  ].join("\n");
}

/** Meta's JSON of a template, as a file. */
export function templateJsonText(json: TemplateJson): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** `order_shipped` in `en_US` is `orderShippedEnUs`: the same whichever other languages there are. */
export function exportName({ name, language }: { readonly name: string; readonly language: string }): string {
  const words = `${name}_${language}`.split("_").filter((word) => word !== "");
  const camel = words
    .map((word, index) => {
      const lower = word.toLowerCase();
      return index === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
    })
    .join("");
  return /^\d/.test(camel) ? `template${camel}` : camel;
}

/** A JSON value as TypeScript writes it: names without quotes where they need none. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, item]) => item !== undefined);
    if (fields.length === 0) return "{}";
    return `{\n${fields.map(([name, item]) => `${inner}${key(name)}: ${literal(item, inner)},\n`).join("")}${indent}}`;
  }
  // JSON may hold line separators that end a line for some readers of source code.
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function key(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) || /^(0|[1-9]\d{0,9})$/.test(name) ? name : JSON.stringify(name);
}
