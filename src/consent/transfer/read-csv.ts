import { IMPORT_FIELDS, type ImportField, importProblem, type ImportSource } from "./import-options.js";
import { createPlainCsv } from "./plain-csv.js";
import type { ReadOptions, SourceRow } from "./source-row.js";

/** Longest record, in characters: an unclosed quote would swallow the rest of the file. */
const MOST = 131_072;

/**
 * Reads CSV (RFC 4180, with or without byte order mark, any line end) as it streams in, some rows at a time. The first
 * line is the header. Up to the first quote no parser is needed.
 */
export async function* readCsv(
  source: ImportSource,
  options: ReadOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const table = createTable(options);
  const rowsOf = (records: readonly (readonly string[])[]): readonly SourceRow[] =>
    records.map(table.row).filter((row) => row !== undefined);
  const plain = createPlainCsv(options.delimiter, MOST);
  let parser: CsvParser | undefined;
  const parse = async (rest: string | Uint8Array): Promise<readonly SourceRow[]> => {
    parser = await openParser(options, { line: table.line(), lineEnd: plain.lineEnd() });
    return parser.read(rest, rowsOf);
  };
  for await (const chunk of source) {
    if (parser !== undefined) yield parser.read(plain.decoded(chunk), rowsOf);
    else {
      for (const records of plain.records(chunk)) yield rowsOf(records);
      const rest = plain.rest();
      if (rest !== undefined) yield await parse(rest);
    }
  }
  if (parser === undefined) {
    for (const records of plain.records()) yield rowsOf(records);
    const rest = plain.rest();
    if (rest !== undefined) yield await parse(rest);
  } else {
    const left = plain.decoded();
    if (left.length > 0) yield parser.read(left, rowsOf);
  }
  if (parser !== undefined) yield await parser.end(rowsOf);
}

const TOO_LONG = "CSV_MAX_RECORD_SIZE";

type RowsOf = (records: readonly (readonly string[])[]) => readonly SourceRow[];

interface CsvParser {
  /** The rows that end in this chunk, and those that are none. */
  readonly read: (chunk: string | Uint8Array, rowsOf: RowsOf) => readonly SourceRow[];
  readonly end: (rowsOf: RowsOf) => Promise<readonly SourceRow[]>;
}

/** @param before what was read without it: the line it begins on, and the line end, where one was seen. */
async function openParser(
  { delimiter }: ReadOptions,
  before: { readonly line: number; readonly lineEnd: string | undefined },
): Promise<CsvParser> {
  const { parse } = await import("csv-parse");
  const skipped: SourceRow[] = [];
  const parser = parse({
    bom: before.line === 1,
    delimiter,
    ...(before.lineEnd === undefined ? {} : { record_delimiter: before.lineEnd }),
    relax_column_count: true,
    // A stray quote is part of its value: skipping the record instead would lose the rows behind it.
    relax_quotes: true,
    skip_empty_lines: false,
    skip_records_with_error: true,
    max_record_size: MOST,
    on_skip: (error) => {
      const line = Number((error as { readonly lines?: unknown } | undefined)?.lines ?? 0) + before.line - 1;
      const problem = problemOf(error?.code);
      if (error?.code === TOO_LONG) failure ??= `the row on line ${String(line)} ${problem}`;
      skipped.push({ line, error: { field: "row", problem } });
      return undefined;
    },
  });
  let failure: string | undefined;
  parser.once("error", (error: unknown) => (failure ??= problemOf(codeOf(error))));
  // A record without an end takes what stands behind it along, an opt-out perhaps: better none of it than some.
  const checkFailure = (): void => {
    if (failure !== undefined) throw importProblem([{ field: "source", problem: failure }]);
  };
  return {
    read: (chunk, rowsOf) => {
      parser.write(chunk);
      checkFailure();
      const bad = skipped.splice(0);
      const records: string[][] = [];
      for (
        let record = parser.read() as string[] | null;
        record !== null;
        record = parser.read() as string[] | null
      )
        records.push(record);
      return [...bad, ...rowsOf(records)];
    },
    end: async (rowsOf) => {
      parser.end();
      const records: string[][] = [];
      for await (const record of parser) records.push(record as string[]);
      checkFailure();
      return [...skipped.splice(0), ...rowsOf(records)];
    },
  };
}

/** Turns records into rows: the first is the header. Counts lines, because a quoted field may hold some. */
function createTable({ columns, onStart }: ReadOptions): {
  readonly row: (record: readonly string[]) => SourceRow | undefined;
  /** On which the next record begins. */
  readonly line: () => number;
} {
  let line = 1;
  let header: readonly string[] | undefined;
  let places: readonly (readonly [field: ImportField, index: number])[] = [];
  let started = false;
  const row = (record: readonly string[]): SourceRow | undefined => {
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
  return { row, line: () => line };
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
    case TOO_LONG:
      return `is longer than ${String(MOST)} characters: look for an open quote`;
    default:
      return "is no valid CSV";
  }
}
