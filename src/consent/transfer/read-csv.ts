import { IMPORT_FIELDS, type ImportField, importProblem, type ImportSource } from "./import-options.js";
import type { ReadOptions, SourceRow } from "./source-row.js";

/** Longest record, in characters: an unclosed quote would swallow the rest of the file. */
const MOST = 131_072;

/**
 * Reads CSV (RFC 4180, with or without byte order mark, any line end) as it streams in, some rows at a time. The first
 * line is the header.
 */
export async function* readCsv(
  source: ImportSource,
  options: ReadOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const { parse } = await import("csv-parse");
  const skipped: SourceRow[] = [];
  const parser = parse({
    bom: true,
    delimiter: options.delimiter,
    relax_column_count: true,
    // A stray quote is part of its value: skipping the record instead would lose the rows behind it.
    relax_quotes: true,
    skip_empty_lines: false,
    skip_records_with_error: true,
    max_record_size: MOST,
    on_skip: (error) => {
      const line = Number((error as { readonly lines?: unknown } | undefined)?.lines ?? 0);
      skipped.push({ line, error: { field: "row", problem: problemOf(error?.code) } });
      return undefined;
    },
  });
  let failure: unknown;
  parser.once("error", (error: unknown) => (failure = error));
  const table = createTable(options);
  const drain = (): readonly SourceRow[] => {
    if (failure !== undefined)
      throw importProblem([{ field: "source", problem: problemOf(codeOf(failure)) }]);
    const rows: SourceRow[] = skipped.splice(0);
    for (
      let record = parser.read() as string[] | null;
      record !== null;
      record = parser.read() as string[] | null
    ) {
      const row = table(record);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  };
  for await (const chunk of source) {
    parser.write(chunk);
    const rows = drain();
    if (rows.length > 0) yield rows;
  }
  parser.end();
  const rest: SourceRow[] = [];
  for await (const record of parser) {
    const row = table(record as string[]);
    if (row !== undefined) rest.push(row);
  }
  yield [...skipped.splice(0), ...rest];
}

/** Turns records into rows: the first is the header. Counts lines, because a quoted field may hold some. */
function createTable({
  columns,
  onStart,
}: ReadOptions): (record: readonly string[]) => SourceRow | undefined {
  let line = 1;
  let header: readonly string[] | undefined;
  let places: readonly (readonly [field: ImportField, index: number])[] = [];
  let started = false;
  return (record) => {
    const at = line;
    line++;
    for (const value of record) if (value.includes("\n")) line += value.split("\n").length - 1;
    if (record.length === 1 && record[0] === "") return undefined;
    if (header === undefined) {
      header = record.map((name) => name.trim());
      places = placesOf(header, columns);
      return undefined;
    }
    if (!started) {
      started = true;
      onStart(JSON.stringify([header, record]));
    }
    if (record.length !== header.length) {
      const problem = `has ${String(record.length)} values, the header names ${String(header.length)}`;
      return { line: at, error: { field: "row", problem } };
    }
    const fields: Partial<Record<ImportField, string>> = {};
    for (const [field, index] of places) fields[field] = record[index];
    return { line: at, fields };
  };
}

function placesOf(
  header: readonly string[],
  columns: ReadOptions["columns"],
): readonly (readonly [field: ImportField, index: number])[] {
  const missing = Object.entries(columns ?? {}).filter(([, name]) => !header.includes(name));
  if (missing.length > 0) {
    throw importProblem(
      missing.map(([field]) => ({ field: `columns.${field}`, problem: "no such column in the header" })),
    );
  }
  return IMPORT_FIELDS.map((field) => [field, header.indexOf(columns?.[field] ?? field)] as const).filter(
    ([, index]) => index >= 0,
  );
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | undefined)?.code;
}

function problemOf(code: unknown): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote is opened and not closed";
    case "CSV_MAX_RECORD_SIZE":
      return `is longer than ${String(MOST)} characters: look for an open quote`;
    default:
      return "is no valid CSV";
  }
}
