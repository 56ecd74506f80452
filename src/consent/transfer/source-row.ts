import type { ImportField } from "./import-options.js";

/** One row of a file, before it is understood: its fields as texts, or why it cannot be read. */
export interface SourceRow {
  readonly line: number;
  readonly fields?: Readonly<Partial<Record<ImportField, string>>> | undefined;
  readonly error?: { readonly field: string; readonly problem: string } | undefined;
}

/** What a reader needs to know. */
export interface ReadOptions {
  readonly columns: Readonly<Partial<Record<ImportField, string>>> | undefined;
  readonly delimiter: string;
  /** Called once with what tells this file from another: its header and its first row. */
  readonly onStart: (text: string) => void;
}
