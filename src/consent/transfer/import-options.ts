import { ValidationError, type ValidationProblem } from "../../core/index.js";
import type { ConsentBasis, Evidence, Scope } from "../types.js";

/** What an imported row may say. */
export type ImportAction = "grant" | "withdraw" | "deny";

/** What a row is made of. */
export type ImportField =
  "user" | "action" | "scopes" | "occurredAt" | "basis" | "jurisdiction" | "reason" | ImportEvidenceField;

export const IMPORT_EVIDENCE = [
  "disclosureText",
  "language",
  "noticeVersion",
  "policyUrl",
  "pageUrl",
  "formId",
  "documentRef",
  "agentId",
  "saleRef",
  "optOutOffered",
  "externalRegistryRef",
  "registeredAt",
] as const satisfies readonly (keyof Evidence)[];

type ImportEvidenceField = (typeof IMPORT_EVIDENCE)[number];

export const IMPORT_FIELDS: readonly ImportField[] = [
  "user",
  "action",
  "scopes",
  "occurredAt",
  "basis",
  "jurisdiction",
  "reason",
  ...IMPORT_EVIDENCE,
];

/** Where the rows come from: a file stream, chunks from anywhere, or one text. */
export type ImportSource = string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

export interface ImportBatch {
  /** Names this import for good: the same id goes on where an earlier run ended. */
  readonly id: string;
  /** Where the opt-ins were collected, for example `"old shop system"`. */
  readonly source: string;
  /** ISO dates between which they were given. A grant without a date of its own counts from the first, an opt-out from the last. */
  readonly collectedFrom: string;
  readonly collectedTo: string;
  /** Who in your business answers for it. */
  readonly attestedBy: string;
}

/** What an import reads, and how its columns are named. */
export interface ImportOptions {
  readonly format: "csv" | "jsonl";
  readonly batch: ImportBatch;
  /** Column of the file (CSV header, JSON member) for each field. Default: columns named like the fields. */
  readonly columns?: Readonly<Partial<Record<ImportField, string>>> | undefined;
  /** For rows that do not say it themselves. */
  readonly defaults?:
    | (Readonly<Partial<Record<ImportEvidenceField, string>>> & {
        readonly action?: ImportAction | undefined;
        readonly scopes?: readonly Scope[] | undefined;
        readonly basis?: ConsentBasis | undefined;
      })
    | undefined;
  /** What the words of the action column mean, beside `grant`, `withdraw`, `deny`, `subscribed`, `unsubscribed`, `opt_in`, `opt_out`. `skip` leaves a row out. */
  readonly actions?: Readonly<Record<string, ImportAction | "skip">> | undefined;
  /** Brand. Default: the client's. */
  readonly namespace?: string | undefined;
  /** Reads and checks everything, writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** CSV only. Default `,`. */
  readonly delimiter?: string | undefined;
  /** Rows written in one transaction, 1 to 10,000. Default 2,000. */
  readonly batchSize?: number | undefined;
  /** Row errors kept in the report; all are counted. Default 1,000. */
  readonly maxErrors?: number | undefined;
  /** Called after each transaction. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Called for each bad row, also beyond `maxErrors`. */
  readonly onRowError?: ((error: ImportRowError) => void) | undefined;
  /** Ends the import after the transaction under way; the same call goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

/** A row that was not stored. It never repeats what stood in it. */
export interface ImportRowError {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

export interface ImportProgress {
  /** Rows read, good and bad, those of earlier runs included. */
  readonly rows: number;
  /** Stored as new events. */
  readonly stored: number;
  /** Of these: history only, because an opt-out, a refusal or a suppression stands. */
  readonly withoutEffect: number;
  /** The same act was stored before. */
  readonly alreadyStored: number;
  /** Refused: the person was erased. */
  readonly erased: number;
  /** Left out by `actions`. */
  readonly skipped: number;
  readonly invalid: number;
}

/** What became of an import. It names nobody: there is no sending with it. */
export interface ImportReport extends ImportProgress {
  readonly batchId: string;
  readonly dryRun: boolean;
  /** Rows that an earlier run had done. */
  readonly resumedAfter: number;
  /** Of this run, at most `maxErrors`. */
  readonly errors: readonly ImportRowError[];
}

/** @throws ValidationError `INVALID_CONSENT` naming every option that is unusable. */
export function checkImportOptions(options: ImportOptions): void {
  const problems: ValidationProblem[] = [];
  const given = (options ?? {}) as Partial<ImportOptions>;
  const check = (fine: boolean, field: string, problem: string): void => {
    if (!fine) problems.push({ field, problem });
  };
  check(given.format === "csv" || given.format === "jsonl", "format", 'expected "csv" or "jsonl"');
  const batch = (given.batch ?? {}) as Partial<ImportBatch>;
  for (const field of ["id", "source", "attestedBy"] as const)
    check(isText(batch[field]), `batch.${field}`, "expected a text");
  const [from, to] = [Date.parse(batch.collectedFrom ?? ""), Date.parse(batch.collectedTo ?? "")];
  check(from <= to, "batch.collectedFrom", "expected two dates, collectedFrom not after collectedTo");
  const { batchSize = 1, maxErrors = 0 } = given;
  check(
    Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 10_000,
    "batchSize",
    "expected 1 to 10,000",
  );
  check(Number.isInteger(maxErrors) && maxErrors >= 0, "maxErrors", "expected a whole number");
  for (const field of Object.keys(given.columns ?? {}))
    check(
      (IMPORT_FIELDS as readonly string[]).includes(field),
      `columns.${field}`,
      "is no field of an import",
    );
  if (problems.length > 0) throw importProblem(problems);
}

export function importProblem(problems: readonly ValidationProblem[]): ValidationError {
  return new ValidationError(
    "INVALID_CONSENT",
    `The import cannot start: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    { fix: "Correct the options named; nothing was written.", problems },
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}
