import { IMPORT_FIELDS, type ImportField, type ImportSource } from "./import-options.js";
import type { ReadOptions, SourceRow } from "./source-row.js";

/** Longest line, in characters. */
const MOST = 131_072;

/** Reads JSON Lines: one object a line; a list of scopes may be a JSON list. */
export async function* readJsonl(
  source: ImportSource,
  options: ReadOptions,
): AsyncGenerator<readonly SourceRow[]> {
  let started = false;
  let line = 0;
  const read = (text: string): SourceRow | undefined => {
    line++;
    if (text.trim() === "") return undefined;
    if (!started) {
      started = true;
      options.onStart(text);
    }
    return rowOf(text, line, options.columns);
  };
  for await (const lines of linesOf(source)) {
    const rows: SourceRow[] = [];
    for (const text of lines) {
      const row = read(text);
      if (row !== undefined) rows.push(row);
    }
    yield rows;
  }
}

async function* linesOf(source: ImportSource): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of source) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}

function rowOf(text: string, line: number, columns: ReadOptions["columns"]): SourceRow {
  if (text.length > MOST)
    return { line, error: { field: "row", problem: `is longer than ${String(MOST)} characters` } };
  let value: unknown;
  try {
    value = JSON.parse(line === 1 ? text.replace(/^\uFEFF/, "") : text);
  } catch {
    return { line, error: { field: "row", problem: "is no JSON" } };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { line, error: { field: "row", problem: "is no JSON object" } };
  const members = value as Readonly<Record<string, unknown>>;
  const fields: Partial<Record<ImportField, string>> = {};
  for (const field of IMPORT_FIELDS) {
    const member = members[columns?.[field] ?? field];
    if (member === undefined || member === null) continue;
    if (Array.isArray(member)) fields[field] = member.join(" ");
    else if (typeof member === "string" || typeof member === "number" || typeof member === "boolean")
      fields[field] = String(member);
    else return { line, error: { field, problem: "expected a text" } };
  }
  return { line, fields };
}
