import type { TemplateRecord } from "./template-store.js";

/**
 * Reads records that a store keeps as text. Every send asks, and nearly always for the same text: it then gets the same
 * object, so that what others found out about a record (`compareWithRecord`) stays found.
 */
export function recordReader(): (text: string, ...key: readonly string[]) => TemplateRecord {
  const read = new Map<string, { readonly text: string; readonly record: TemplateRecord }>();
  return (text, ...key) => {
    const name = key.join("\n");
    const known = read.get(name);
    if (known?.text === text) return known.record;
    const record = JSON.parse(text) as TemplateRecord;
    read.set(name, { text, record });
    return record;
  };
}
