import Bottleneck from "bottleneck";
import { docsUrl, HeldError, TransportError } from "../core/index.js";
import { PRIORITY } from "./priority.js";
import { SlidingSecond } from "./sliding-second.js";

export interface NumberBucketOptions {
  /** Messages per second that Meta grants the number: 80 by default, up to 1,000. */
  readonly perSecond: number;
  /** Sends that may wait. Default 10,000. */
  readonly maxQueue?: number | undefined;
}

export interface AcquireOptions {
  /** `PRIORITY`: lower goes first. Default utility. */
  readonly priority?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BucketSnapshot {
  readonly perSecond: number;
  /** Below 1 after Meta said that it was too fast. */
  readonly pace: number;
  readonly waiting: number;
}

/**
 * Throughput of one business number as a token bucket. Measured on the process clock: the simulator's virtual clock
 * does not drive it.
 */
export interface NumberBucket {
  /** Resolves when one message may leave. @throws HeldError `QUEUE_FULL`; TransportError `ABORTED` when closed; the signal's reason when aborted. */
  acquire(options?: AcquireOptions): Promise<void>;
  /** Meta answered 130429: half the pace; it recovers over the next successes. */
  slowDown(): void;
  snapshot(): BucketSnapshot;
  /** Rejects what waits and leaves no timer behind. */
  close(): Promise<void>;
}

interface Waiter {
  readonly priority: number;
  readonly grant: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Ticks per second at full use. One in forty is kept for jitter: 39 leases of a fortieth are 97.5 % of the limit. */
const TICKS = 39;
const SLOWEST_PACE = 1 / 16;

/**
 * bottleneck is the bucket, but not one job per message: two timers per job cap it near 400/s. One job is a lease of
 * a fortieth of the second's tokens, which goes to whoever waits; what nobody waits for stays as credit, at most one
 * lease, so that a lone send finds its token ready.
 */
export function createNumberBucket(options: NumberBucketOptions): NumberBucket {
  const { perSecond, maxQueue = 10_000 } = options;
  const lease = Math.max(1, Math.floor(perSecond / (TICKS + 1)));
  const intervalAt = (pace: number): number => (1_000 * lease) / (perSecond * (TICKS / (TICKS + 1)) * pace);
  const limiter = new Bottleneck({ maxConcurrent: 1, minTime: intervalAt(1) });
  const second = new SlidingSecond();
  const queues = new Map<number, Waiter[]>();
  let waiting = 0;
  let credit = lease;
  let leasesOnTheWay = 0;
  let pace = 1;
  let closed = false;

  const next = (): Waiter | undefined => {
    const first = Math.min(
      ...[...queues].filter(([, queue]) => queue.length > 0).map(([priority]) => priority),
    );
    return queues.get(first)?.shift();
  };

  const serve = (): void => {
    const now = performance.now();
    let room = second.room(perSecond, now);
    while (waiting > 0 && credit > 0 && room > 0) {
      const waiter = next();
      if (waiter === undefined) break;
      waiting--;
      credit--;
      room--;
      second.add(1, now);
      waiter.grant();
    }
    if (waiting > 0 && credit > 0) {
      // Tokens are there, but this second is full.
      const timer = setTimeout(serve, second.waitMs(now));
      timer.unref();
    } else if (credit < lease) {
      orderLease();
    }
  };

  const orderLease = (): void => {
    if (leasesOnTheWay > 0 || closed) return;
    leasesOnTheWay++;
    limiter
      .schedule(() => {
        leasesOnTheWay--;
        credit = Math.min(credit + lease, lease);
        if (pace < 1) recover();
        serve();
        return Promise.resolve();
      })
      .catch(() => {
        leasesOnTheWay = 0;
      });
  };

  const setPace = (value: number): void => {
    pace = value;
    limiter.updateSettings({ minTime: intervalAt(pace) });
  };

  const recover = (): void => {
    // A hundred ticks, some seconds, from half pace to the whole.
    setPace(Math.min(1, pace + 0.005));
  };

  return {
    acquire: ({ priority = PRIORITY.utility, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true || closed) {
          reject(closed ? closedError() : (signal?.reason as Error));
          return;
        }
        if (waiting >= maxQueue) {
          reject(queueFull(waiting, perSecond));
          return;
        }
        let queue = queues.get(priority);
        if (queue === undefined) {
          queue = [];
          queues.set(priority, queue);
        }
        const own = queue;
        const onAbort = (): void => {
          own.splice(own.indexOf(waiter), 1);
          waiting--;
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          priority,
          reject,
          grant: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        own.push(waiter);
        waiting++;
        serve();
      }),
    slowDown: () => {
      setPace(Math.max(SLOWEST_PACE, pace / 2));
    },
    snapshot: () => ({ perSecond, pace, waiting }),
    close: async () => {
      closed = true;
      for (const queue of queues.values()) {
        for (const waiter of queue.splice(0)) waiter.reject(closedError());
      }
      waiting = 0;
      await limiter.stop({ dropWaitingJobs: true }).catch(() => undefined);
    },
  };
}

function closedError(): TransportError {
  return new TransportError("ABORTED", "The client was closed before the send had its turn.", {
    fix: "Nothing was sent: send again with a client that is open.",
    requestLeft: false,
  });
}

function queueFull(waiting: number, perSecond: number): HeldError {
  const retryAfterMs = Math.ceil((waiting / perSecond) * 1_000);
  return new HeldError({
    action: "hold",
    code: "QUEUE_FULL",
    rule: "row-49",
    message: `${String(waiting)} sends already wait for this number.`,
    fix: "Send more slowly, or keep the work in a queue of your own.",
    facts: { waiting, perSecond },
    warnings: [],
    docsUrl: docsUrl("QUEUE_FULL"),
    retryAfterMs,
  });
}
