import { type Clock, DAY, HOUR, type Logger, MINUTE, type Random, SECOND } from "../core/index.js";
import type { InboxStore, StoredInboxItem } from "../webhooks/index.js";
import { laneQueue } from "./lane-queue.js";
import { LEAST_EVENT_DAYS } from "./ledger-retention.js";
import { createTakeOver } from "./take-over.js";

/** Attempts before an event goes to the dead letters. */
const MAX_ATTEMPTS = 8;
/** People handled side by side. */
const LANES_AT_ONCE = 16;
const PAGE = 256;
/** How long after a failure of the store it is asked again. */
const STORE_PAUSE_MS = 10 * SECOND;

/** Delay before attempt `attempts + 1`: 2 s, 4 s, 8 s, ... at most 10 minutes. Pure. */
export function retryDelayMs(attempts: number): number {
  return Math.min(2 ** attempts * SECOND, 10 * MINUTE);
}

export interface InboxWorker {
  /** Applies events that were just stored, and starts handling. Never throws. */
  take(items: readonly StoredInboxItem[]): void;
  /** Starts handling what is pending, if it is not already under way. Never throws. */
  wake(): void;
  /** Resolves when nothing is left to do now; items that wait for a retry do not count. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Works off the durable inbox in two strokes. `apply` makes an event true in the stores as soon as it is there: a
 * handler that is slow, or fails and waits for its retry, never keeps a later opt-out from counting. `handle` then runs
 * the user's handlers: one lane (one person) in order of arrival, lanes side by side, with retries and dead letters.
 */
export function createInboxWorker<Applied>(options: {
  readonly inbox: InboxStore;
  /** Idempotent and indifferent to order. */
  readonly apply: (item: StoredInboxItem) => Promise<Applied>;
  readonly handle: (item: StoredInboxItem, applied: Applied) => Promise<void>;
  /** Whether another attempt cannot help. */
  readonly isFinal: (error: unknown) => boolean;
  /** Told of every attempt that failed. Never throws. */
  readonly failed: (item: StoredInboxItem, error: unknown, dead: boolean) => void;
  /** What is stored of an error: no secret, no whole number. */
  readonly describe: (error: unknown) => string;
  /** How long an event whose handlers failed to the end can be replayed. */
  readonly deadLetterDays: number;
  /** Whether this process is there for webhooks, so that it may take over those of one that died. */
  readonly handlesWebhooks: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}): InboxWorker {
  const { inbox, handle, clock, logger } = options;
  const applications = laneQueue(options.apply);
  /** Events that failed here and wait for their next attempt: their lanes by their keys. */
  const waiting = new Map<string, string>();
  const sleeper = new AbortController();
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;
  let prunedAt = Number.NEGATIVE_INFINITY;
  let alarmAt = Number.POSITIVE_INFINITY;

  const takeOver = createTakeOver({
    ...options,
    mayLook: () => running === undefined && options.handlesWebhooks(),
    found: () => {
      worker.wake();
    },
  });

  const settled = (key: string): void => {
    applications.forget(key);
    waiting.delete(key);
  };

  /** True when the lane may go on. */
  const attempt = async (item: StoredInboxItem): Promise<boolean> => {
    try {
      await handle(item, await applications.run(item));
      await inbox.done(item.key);
      settled(item.key);
      return true;
    } catch (error) {
      const attempts = item.attempts + 1;
      const dead = attempts >= MAX_ATTEMPTS || options.isFinal(error);
      const notBefore = clock.now() + retryDelayMs(attempts);
      logger.error({ error, attempts, dead }, "a webhook event could not be handled");
      await inbox.failed(item.key, { error: options.describe(error), notBefore, dead });
      if (dead) settled(item.key);
      else waiting.set(item.key, item.lane);
      options.failed(item, error, dead);
      return dead;
    }
  };

  const runLane = async (items: readonly StoredInboxItem[]): Promise<void> => {
    for (const item of items) {
      // Order within a lane: no handler overtakes one that waits for its retry.
      if (stopped || !(await attempt(item))) return;
    }
  };

  const pass = async (now: number): Promise<boolean> => {
    const lanes = byLane(await inbox.ready(now, PAGE));
    const found = lanes.length > 0;
    const ends = await Promise.allSettled(
      Array.from({ length: Math.min(LANES_AT_ONCE, lanes.length) }, async () => {
        try {
          for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await runLane(lane);
        } catch (error) {
          // The store is away: no further lane begins, and the next pass waits for those under way.
          lanes.length = 0;
          throw error;
        }
      }),
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return found;
  };

  /** Works off what may be handled. The instant of the look that finds nothing is that from which the next one is reckoned. */
  const drain = async (): Promise<void> => {
    for (let now = clock.now(); !stopped; now = clock.now()) {
      if (await pass(now)) continue;
      // Not asked with a later time: what came due in between would be neither ready nor waiting.
      setAlarm(await inbox.nextRetryAt(now));
      // What else is left was applied here, and another process has its lane and handles it: nobody asks for the result.
      if (!wanted) applications.keepOnly(new Set(waiting.values()));
      return;
    }
  };

  const setAlarm = (next: number | undefined): void => {
    if (next === undefined || next >= alarmAt || stopped) return;
    alarmAt = next;
    clock.sleep(next - clock.now(), sleeper.signal).then(
      () => {
        alarmAt = Number.POSITIVE_INFINITY;
        worker.wake();
      },
      () => undefined,
    );
  };

  const run = async (): Promise<void> => {
    try {
      while (wanted && !stopped) {
        wanted = false;
        await drain();
      }
      if (clock.now() - prunedAt > HOUR) {
        prunedAt = clock.now();
        await inbox.prune(prunedAt - LEAST_EVENT_DAYS * DAY, prunedAt - options.deadLetterDays * DAY);
      }
    } catch (error) {
      // The store is away: the events are safe in it. Nobody else may ever wake this worker.
      logger.error({ error }, "the webhook inbox could not be read");
      setAlarm(clock.now() + STORE_PAUSE_MS);
    }
  };

  const worker: InboxWorker = {
    take: (items) => {
      // A failure here is met again, counted and retried by `attempt`.
      for (const item of items) applications.run(item).catch(() => undefined);
      worker.wake();
    },
    wake: () => {
      wanted = true;
      takeOver.start();
      if (running !== undefined || stopped) return;
      running = run().finally(() => {
        running = undefined;
        if (wanted) worker.wake();
      });
    },
    idle: async () => {
      while (running !== undefined || applications.busy) await Promise.all([running, applications.settled()]);
    },
    stop: async () => {
      stopped = true;
      sleeper.abort();
      await takeOver.stop();
      await worker.idle();
    },
  };
  return worker;
}

function byLane(items: readonly StoredInboxItem[]): StoredInboxItem[][] {
  const lanes = new Map<string, StoredInboxItem[]>();
  for (const item of items) {
    const lane = lanes.get(item.lane);
    if (lane === undefined) lanes.set(item.lane, [item]);
    else lane.push(item);
  }
  return [...lanes.values()];
}
