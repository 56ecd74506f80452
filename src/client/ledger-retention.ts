import { type Clock, DAY, HOUR, type Logger, ValidationError } from "../core/index.js";
import type { ConsentStore } from "../consent/index.js";
import type { CounterStore } from "../counters/index.js";
import type { LedgerStore } from "../ledger/index.js";

/** How long sends, the texts of opt-outs and dead letters are kept, in days. */
export interface RetentionOptions {
  /** Refused, held and failed sends: the log of decisions. Default 365. */
  readonly stoppedDays?: number | undefined;
  /** Sends that left. At least 31, because caps, causes and idempotency look back 30 days. Default: kept. */
  readonly sentDays?: number | undefined;
  /** The words of an opt-out, as its evidence holds them; then only their hash. Default 90. */
  readonly optOutTextDays?: number | undefined;
  /**
   * Webhook events whose handlers failed to the end, counted from their arrival: so long they can be replayed. At least 8,
   * because Meta delivers an event again for seven days. Default 30.
   */
  readonly deadLetterDays?: number | undefined;
}

/** Deletes what need not be kept any longer, and ends claims whose worker died. */
export interface LedgerRetention {
  /** Starts a round when the last one is an hour ago. Costs a comparison otherwise. */
  tick(): void;
  /** Lets a round under way end. */
  stop(): Promise<void>;
}

/** Decisions are kept a year (compliance 2.6). */
const STOPPED_DAYS = 365;
/** Evidence against minimisation (compliance 2.6). */
const OPT_OUT_TEXT_DAYS = 90;
/** Long enough for somebody to come back from holidays, repair a handler and replay. They hold what people wrote. */
export const DEAD_LETTER_DAYS = 30;
/** Meta redelivers for up to seven days: keys are kept a day longer. */
export const LEAST_EVENT_DAYS = 8;
/** The longest look-back of the policy is 30 days. */
const LEAST_SENT_DAYS = 31;
/**
 * A claim older than this has no worker any more. A full queue of 10,000 sends takes 21 minutes at a tenth of 80 a second
 * (a template that Meta slowed down), and 83 minutes at a tenth of 20.
 */
const CLAIM_ENDS_MS = 6 * HOUR;
/** Rows in one statement: nobody waits long for the lock. */
const BATCH = 1_000;

/** @throws ValidationError `INVALID_OPTIONS`. */
export function checkRetention(retention: RetentionOptions | undefined): void {
  const {
    stoppedDays = STOPPED_DAYS,
    sentDays = LEAST_SENT_DAYS,
    optOutTextDays = OPT_OUT_TEXT_DAYS,
    deadLetterDays = DEAD_LETTER_DAYS,
  } = retention ?? {};
  const problems = [
    ...(deadLetterDays >= LEAST_EVENT_DAYS
      ? []
      : [
          {
            field: "retention.deadLetterDays",
            problem: "expected at least 8: Meta delivers an event again for seven days",
          },
        ]),
    ...(optOutTextDays >= 1 ? [] : [{ field: "retention.optOutTextDays", problem: "expected at least 1" }]),
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
  readonly consent: ConsentStore;
  readonly counters: CounterStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retention: RetentionOptions | undefined;
}): LedgerRetention {
  const { ledger, consent, counters, clock, logger } = options;
  const {
    stoppedDays = STOPPED_DAYS,
    sentDays,
    optOutTextDays = OPT_OUT_TEXT_DAYS,
  } = options.retention ?? {};
  let lastAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;
  let stopped = false;

  const round = async (now: number): Promise<void> => {
    const stoppedBefore = now - stoppedDays * DAY;
    const sentBefore = sentDays === undefined ? 0 : now - sentDays * DAY;
    const before = now - CLAIM_ENDS_MS;
    let ended = 0;
    let gone = BATCH;
    while (gone === BATCH && !stopped) {
      gone = await ledger.expireClaims({ before, at: now, limit: BATCH });
      ended += gone;
    }
    if (ended > 0) logger.warn({ sends: ended }, "sends whose worker died before the wire were ended");
    gone = BATCH;
    while (gone === BATCH && !stopped) gone = await ledger.prune({ stoppedBefore, sentBefore, limit: BATCH });
    for (gone = BATCH; gone === BATCH && !stopped;) gone = await counters.prune({ now, limit: BATCH });
    const textsBefore = new Date(now - optOutTextDays * DAY).toISOString();
    for (gone = BATCH; gone === BATCH && !stopped;) gone = await consent.forgetTexts(textsBefore, BATCH);
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
