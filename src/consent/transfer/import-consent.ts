import type { Clock, Random } from "../../core/index.js";
import { sha256 } from "../chain/index.js";
import type { AppendOutcome, ConsentStore } from "../consent-store.js";
import { foldConsent } from "../fold-consent.js";
import { scopeStateAt, suppressionAt } from "../scope-state.js";
import type { ConsentEvent, ConsentView } from "../types.js";
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

const NOTHING: ImportProgress = {
  rows: 0,
  stored: 0,
  withoutEffect: 0,
  alreadyStored: 0,
  erased: 0,
  skipped: 0,
  invalid: 0,
};

type Counts = { -readonly [Key in keyof ImportProgress]: ImportProgress[Key] };

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
  const counts: Counts = { ...NOTHING, ...earlier?.counts };
  const resumedAfter = earlier?.rows ?? 0;
  const errors: ImportRowError[] = [];
  const understand = createRowReader(options, parts);
  let fingerprint = "";
  let read = 0;
  let written = resumedAfter;
  let events: ConsentEvent[] = [];

  const write = async (): Promise<void> => {
    const batch = events;
    const counted = (outcomes: readonly AppendOutcome[]): Counts => {
      const sum = { ...counts };
      outcomes.forEach((outcome, index) => {
        count(sum, outcome, batch[index], clock.now());
      });
      return sum;
    };
    const outcomes = dryRun
      ? await foresee(store, batch)
      : await store.appendMany(batch, (done) => ({
          importId,
          fingerprint,
          rows: read,
          counts: { ...counted(done) },
        }));
    Object.assign(counts, counted(outcomes));
    events = [];
    written = read;
    options.onProgress?.({ ...counts });
    signal?.throwIfAborted();
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
      onStart: async (text) => {
        fingerprint = sha256(text);
        if (earlier !== undefined && earlier.fingerprint !== fingerprint)
          throw importProblem([
            { field: "batch.id", problem: "was used for another file: choose a new one" },
          ]);
      },
    },
  );
  for await (const some of rows) {
    for (const row of some) {
      read++;
      if (read <= resumedAfter) continue;
      counts.rows = read;
      take(row);
      // Also where row after row is bad: the checkpoint and who watches want to know.
      if (events.length >= batchSize || read - written >= 5 * batchSize) await write();
    }
  }
  if (read > resumedAfter) await write();
  return { ...counts, batchId: options.batch.id, dryRun, resumedAfter, errors };
}

function count(counts: Counts, outcome: AppendOutcome, event: ConsentEvent | undefined, now: number): void {
  if (outcome.refused === "erased") counts.erased++;
  else if (!outcome.accepted) counts.alreadyStored++;
  else {
    counts.stored++;
    if (event?.action === "grant" && outcome.view !== undefined && !isEffective(outcome.view, event, now))
      counts.withoutEffect++;
  }
}

function isEffective(view: ConsentView, event: ConsentEvent, now: number): boolean {
  if (suppressionAt(view, now) !== undefined) return false;
  return (
    event.scopes === "all" ||
    event.scopes.every((scope) => scopeStateAt(view, scope, now).state === "granted")
  );
}

/** What a dry run says would happen; it reads, and writes nothing. */
async function foresee(
  store: ConsentStore,
  events: readonly ConsentEvent[],
): Promise<readonly AppendOutcome[]> {
  const seen = new Map<string, ConsentEvent[]>();
  return Promise.all(
    events.map(async (event): Promise<AppendOutcome> => {
      const key = `${event.subject} ${event.namespace}`;
      const history = [...(await store.history(event.subject, event.namespace)), ...(seen.get(key) ?? [])];
      if (history.some(({ id }) => id === event.id)) return { accepted: false };
      seen.set(key, [...(seen.get(key) ?? []), event]);
      if (history.length === 0) return { accepted: true };
      const before = foldConsent(history, event.subject, event.namespace);
      if (before.suppression?.kind === "erased") return { accepted: false, refused: "erased" };
      return { accepted: true, view: foldConsent([...history, event], event.subject, event.namespace) };
    }),
  );
}
