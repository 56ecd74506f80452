import { type Clock, HOUR, type Logger, MINUTE, SECOND } from "../core/index.js";
import type { InboxStore, StoredInboxItem } from "../webhooks/index.js";

/** Attempts before an event goes to the dead letters. */
const MAX_ATTEMPTS = 8;
/** People handled side by side. */
const LANES_AT_ONCE = 16;
const PAGE = 256;
/** Meta redelivers for up to seven days: keys are kept a day longer. */
const KEEP_MS = 8 * 24 * HOUR;

/** Delay before attempt `attempts + 1`: 2 s, 4 s, 8 s, ... at most 10 minutes. Pure. */
export function retryDelayMs(attempts: number): number {
  return Math.min(2 ** attempts * SECOND, 10 * MINUTE);
}

export interface InboxWorker {
  /** Starts handling what is pending, if it is not already under way. Never throws. */
  wake(): void;
  /** Resolves when nothing is left to do now; items that wait for a retry do not count. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Takes events from the durable inbox and hands them to `handle`: events of one lane (one person) in order of arrival,
 * lanes side by side. A failing event is retried with back-off, its lane waits behind it, then it is dead-lettered.
 */
export function createInboxWorker(options: {
  readonly inbox: InboxStore;
  readonly handle: (item: StoredInboxItem) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}): InboxWorker {
  const { inbox, handle, clock, logger } = options;
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;
  let prunedAt = Number.NEGATIVE_INFINITY;
  const sleeper = new AbortController();
  let alarmAt = Number.POSITIVE_INFINITY;

  const attempt = async (item: StoredInboxItem): Promise<boolean> => {
    try {
      await handle(item);
      await inbox.done(item.key);
      return true;
    } catch (error) {
      const attempts = item.attempts + 1;
      const dead = attempts >= MAX_ATTEMPTS;
      const notBefore = clock.now() + retryDelayMs(attempts);
      logger.error({ error, attempts, dead }, "a webhook event could not be handled");
      await inbox.failed(item.key, {
        error: error instanceof Error ? error.message : String(error),
        notBefore,
        dead,
      });
      return dead;
    }
  };

  const runLane = async (items: readonly StoredInboxItem[]): Promise<void> => {
    for (const item of items) {
      // Order within a lane: nothing overtakes an event that waits for its retry.
      if (stopped || item.notBefore > clock.now() || !(await attempt(item))) return;
    }
  };

  const pass = async (): Promise<boolean> => {
    const items = await inbox.pending(PAGE);
    const lanes = byLane(items);
    const ready = lanes.filter((lane) => (lane[0]?.notBefore ?? 0) <= clock.now());
    setAlarm(lanes);
    const queue = [...ready];
    await Promise.all(
      Array.from({ length: Math.min(LANES_AT_ONCE, queue.length) }, async () => {
        for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) await runLane(lane);
      }),
    );
    return ready.length > 0;
  };

  const setAlarm = (lanes: readonly (readonly StoredInboxItem[])[]): void => {
    const next = Math.min(
      ...lanes.map((lane) => lane[0]?.notBefore ?? Number.POSITIVE_INFINITY).filter((at) => at > clock.now()),
    );
    if (!Number.isFinite(next) || next >= alarmAt) return;
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
        while (!stopped && (await pass()));
      }
      if (clock.now() - prunedAt > HOUR) {
        prunedAt = clock.now();
        await inbox.prune(clock.now() - KEEP_MS);
      }
    } catch (error) {
      // The store is away: the events are safe in it, the next wake goes on.
      logger.error({ error }, "the webhook inbox could not be read");
    }
  };

  const worker: InboxWorker = {
    wake: () => {
      wanted = true;
      if (running !== undefined || stopped) return;
      running = run().finally(() => {
        running = undefined;
        if (wanted) worker.wake();
      });
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
    stop: async () => {
      stopped = true;
      sleeper.abort();
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
