import type { Clock, Random } from "../../core/index.js";
import { sha256 } from "../chain/index.js";
import type { ConsentStore } from "../consent-store.js";
import type { ConsentEvent } from "../types.js";
import { foreseeImport } from "./foresee-import.js";
import {
  checkImportOptions,
  type ImportOptions,
  type ImportProgress,
  importProblem,
  type ImportReport,
  type ImportRowError,
  type ImportSource,
} from "./import-options.js";
import { createRowReader } from "./import-row.js";
import { readCsv } from "./read-csv.js";
import { readJsonl } from "./read-jsonl.js";
import type { SourceRow } from "./source-row.js";
import { createBatchWriter } from "./write-batches.js";

/** Rows between two turns for a store that waits for its server: about a millisecond. */
const A_WHILE = 100;

const NOTHING: ImportProgress = {
  rows: 0,
  stored: 0,
  withoutEffect: 0,
  alreadyStored: 0,
  erased: 0,
  skipped: 0,
  invalid: 0,
};

/**
 * Reads a file of opt-ins and opt-outs into the registry. Rows are written in transactions together with how far the
 * import came: after a kill the same call goes on behind the last one. See `ConsentRegistry.import`.
 */
export async function importConsent(
  source: ImportSource,
  options: ImportOptions & { readonly namespace: string },
  parts: {
    readonly store: ConsentStore;
    readonly clock: Clock;
    readonly random: Random;
    readonly country: string | undefined;
  },
): Promise<ImportReport> {
  checkImportOptions(options);
  const { store, clock } = parts;
  const { batchSize = 2_000, maxErrors = 1_000, dryRun = false, signal } = options;
  const importId = JSON.stringify([options.namespace, options.batch.id]);
  const earlier = dryRun ? undefined : await store.checkpoint(importId);
  const resumedAfter = earlier?.rows ?? 0;
  const progress: ImportProgress = { ...NOTHING, ...earlier?.counts };
  const counts = { rows: resumedAfter, skipped: progress.skipped, invalid: progress.invalid };
  const errors: ImportRowError[] = [];
  const understand = createRowReader(options, parts);
  let fingerprint = "";
  let read = 0;
  let cut = resumedAfter;
  let events: ConsentEvent[] = [];

  const writer = createBatchWriter({
    earlier: progress,
    now: () => clock.now(),
    append: (batch, progressOf) =>
      dryRun
        ? foreseeImport(store, batch)
        : store.appendMany(batch, (outcomes) => {
            const reached = progressOf(outcomes);
            return { importId, fingerprint, rows: reached.rows, counts: { ...reached } };
          }),
    onWritten: (reached) => {
      options.onProgress?.(reached);
      signal?.throwIfAborted();
    },
  });
  const write = async (): Promise<void> => {
    const batch = events;
    events = [];
    cut = read;
    await writer.write(batch, { ...counts });
  };
  const fail = (error: ImportRowError): void => {
    counts.invalid++;
    if (errors.length < maxErrors) errors.push(error);
    options.onRowError?.(error);
  };
  const take = (row: SourceRow): void => {
    const found = understand(row);
    if (found.kind === "event") events.push(found.event);
    else if (found.kind === "skip") counts.skipped++;
    else fail({ line: row.line, field: found.field, problem: found.problem });
  };

  const rows = (options.format === "csv" ? readCsv : readJsonl)(
    typeof source === "string" ? [source] : source,
    {
      columns: options.columns,
      delimiter: options.delimiter ?? ",",
      onStart: (text) => {
        fingerprint = sha256(text);
        if (earlier !== undefined && earlier.fingerprint !== fingerprint)
          throw importProblem([
            { field: "batch.id", problem: "was used for another file: choose a new one" },
          ]);
      },
    },
  );
  try {
    for await (const some of rows) {
      for (const row of some) {
        read++;
        if (read <= resumedAfter) continue;
        counts.rows = read;
        take(row);
        if (read % A_WHILE === 0) await writer.turn();
        // Also where row after row is bad: the checkpoint and who watches want to know.
        if (events.length >= batchSize || read - cut >= 5 * batchSize) await write();
      }
    }
    if (read > resumedAfter) await write();
  } finally {
    // Nothing is written any more once the caller hears how it ended; an error of the store goes before one of the file.
    await writer.finish();
  }
  return { ...(await writer.finish()), batchId: options.batch.id, dryRun, resumedAfter, errors };
}
