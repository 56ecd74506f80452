import type { Writable } from "../../core/index.js";
import type { AppendOutcome } from "../consent-store.js";
import { scopeStateAt, suppressionAt } from "../scope-state.js";
import type { ConsentEvent, ConsentView } from "../types.js";
import type { ImportProgress } from "./import-options.js";

/** What reading alone tells of the rows so far; the rest only the store can tell. */
export type ReadCounts = Pick<ImportProgress, "rows" | "skipped" | "invalid">;

/** Writes the events of an import, one transaction after the other. */
export interface BatchWriter {
  /**
   * Starts to write a batch once the one before it is done, and does not wait for its end: while the store works, the next
   * rows are read. What went wrong with the one before is thrown here.
   */
  write(events: readonly ConsentEvent[], read: ReadCounts): Promise<void>;
  /** While the next rows are read: lets a write that is under way take its next step. */
  turn(): Promise<void>;
  /** Waits for the last one. Returns what this run and those before it have done. */
  finish(): Promise<ImportProgress>;
}

/** @param options.append gives what became of each event, and writes down the progress that `progressOf` tells with them. */
export function createBatchWriter(options: {
  readonly earlier: ImportProgress;
  readonly append: (
    events: readonly ConsentEvent[],
    progressOf: (outcomes: readonly AppendOutcome[]) => ImportProgress,
  ) => Promise<readonly AppendOutcome[]>;
  readonly now: () => number;
  /** May throw, to end the import. */
  readonly onWritten: (progress: ImportProgress) => void;
}): BatchWriter {
  let progress = options.earlier;
  let underWay: Promise<void> = Promise.resolve();
  let writing = false;
  const run = async (events: readonly ConsentEvent[], read: ReadCounts): Promise<void> => {
    const progressOf = (outcomes: readonly AppendOutcome[]): ImportProgress =>
      counted({ ...progress, ...read }, events, outcomes, options.now());
    progress = progressOf(await options.append(events, progressOf));
    options.onWritten(progress);
  };
  return {
    write: async (events, read) => {
      await underWay;
      writing = true;
      underWay = run(events, read).finally(() => (writing = false));
      // It is told by the next call.
      underWay.catch(() => undefined);
      // A turn for the others: a store in this process does all of its work in it.
      await nextTurn();
    },
    turn: async () => {
      if (writing) await nextTurn();
    },
    finish: async () => {
      await underWay;
      return progress;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function counted(
  before: ImportProgress,
  events: readonly ConsentEvent[],
  outcomes: readonly AppendOutcome[],
  now: number,
): ImportProgress {
  const sum: Writable<ImportProgress> = { ...before };
  outcomes.forEach((outcome, index) => {
    if (outcome.refused === "erased") sum.erased++;
    else if (!outcome.accepted) sum.alreadyStored++;
    else {
      sum.stored++;
      if (outcome.view !== undefined && !isEffective(outcome.view, events[index], now)) sum.withoutEffect++;
    }
  });
  return sum;
}

/** An opt-out always has its effect. */
function isEffective(view: ConsentView, event: ConsentEvent | undefined, now: number): boolean {
  if (event?.action !== "grant") return true;
  if (suppressionAt(view, now) !== undefined) return false;
  return (
    event.scopes === "all" ||
    event.scopes.every((scope) => scopeStateAt(view, scope, now).state === "granted")
  );
}
