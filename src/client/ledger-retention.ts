import { type Clock, DAY, HOUR, type Logger, ValidationError } from "../core/index.js";
import type { LedgerStore } from "../ledger/index.js";

/** How long the ledger keeps sends, in days. */
export interface RetentionOptions {
  /** Refused, held and failed sends: the log of decisions. Default 365. */
  readonly stoppedDays?: number | undefined;
  /** Sends that left. At least 31, because caps, causes and idempotency look back 30 days. Default: kept. */
  readonly sentDays?: number | undefined;
}

/** Deletes what the ledger need not keep any longer. */
export interface LedgerRetention {
  /** Starts a round when the last one is an hour ago. Costs a comparison otherwise. */
  tick(): void;
  /** Lets a round under way end. */
  stop(): Promise<void>;
}

/** Decisions are kept a year (compliance 2.6). */
const STOPPED_DAYS = 365;
/** The longest look-back of the policy is 30 days. */
const LEAST_SENT_DAYS = 31;
/** Rows in one statement: nobody waits long for the lock. */
const BATCH = 1_000;

/** @throws ValidationError `INVALID_OPTIONS`. */
export function checkRetention(retention: RetentionOptions | undefined): void {
  const { stoppedDays = STOPPED_DAYS, sentDays = LEAST_SENT_DAYS } = retention ?? {};
  const problems = [
    ...(stoppedDays >= 1 ? [] : [{ field: "retention.stoppedDays", problem: "expected at least 1" }]),
    ...(sentDays >= LEAST_SENT_DAYS
      ? []
      : [
          { field: "retention.sentDays", problem: "expected at least 31: caps and causes look back 30 days" },
        ]),
  ];
  if (problems.length === 0) return;
  throw new ValidationError(
    "INVALID_OPTIONS",
    `Waypost cannot start: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}.`,
    { fix: "Correct these options of new Waypost({ ... }).", problems },
  );
}

export function createLedgerRetention(options: {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retention: RetentionOptions | undefined;
}): LedgerRetention {
  const { ledger, clock, logger } = options;
  const { stoppedDays = STOPPED_DAYS, sentDays } = options.retention ?? {};
  let lastAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;
  let stopped = false;

  const round = async (now: number): Promise<void> => {
    const stoppedBefore = now - stoppedDays * DAY;
    const sentBefore = sentDays === undefined ? 0 : now - sentDays * DAY;
    let gone = BATCH;
    while (gone === BATCH && !stopped) gone = await ledger.prune({ stoppedBefore, sentBefore, limit: BATCH });
  };

  return {
    tick: () => {
      const now = clock.now();
      if (stopped || underWay !== undefined || now - lastAt < HOUR) return;
      lastAt = now;
      underWay = round(now)
        .catch((error: unknown) => {
          logger.warn({ error }, "old sends could not be deleted; the next round tries again");
        })
        .finally(() => {
          underWay = undefined;
        });
    },
    stop: async () => {
      stopped = true;
      await underWay;
    },
  };
}
