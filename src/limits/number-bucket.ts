import Bottleneck from "bottleneck";
import { Pace } from "./pace.js";
import { SlidingSecond } from "./sliding-second.js";
import { type AcquireOptions, WaitQueue } from "./wait-queue.js";
import { WireGate } from "./wire-gate.js";

export interface NumberBucketOptions {
  /** Messages per second that Meta grants the number: 80 by default, up to 1,000; 20 with the Business app (coexistence). */
  readonly perSecond: number;
  /** Sends that may wait. Default 10,000. */
  readonly maxQueue?: number | undefined;
}

/** Where the bucket of one number stands. */
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
  /**
   * Resolves when one message may leave.
   *
   * @throws HeldError `QUEUE_FULL`, `LIMITS_UNAVAILABLE` (shared buckets); RefusedError `DEADLINE_PASSED`;
   * TransportError `ABORTED` when closed; the signal's reason when aborted.
   */
  acquire(options?: AcquireOptions): Promise<void>;
  /**
   * The last step before a request leaves, also before its repetition: counts it in the number's second. Undefined
   * when it may leave at once; else it waits, only when sends that had their turns earlier were held up on their way.
   *
   * @throws HeldError `LIMITS_UNAVAILABLE` (shared buckets); TransportError `ABORTED` when closed; the signal's reason.
   */
  depart(signal?: AbortSignal): Promise<void> | undefined;
  /** Inbound messages use the same throughput: counts one without waiting. */
  spend(count?: number): void;
  /** Meta answered 130429: half the pace, once a second at most; it recovers over the next successes. */
  slowDown(): void;
  /** Meta granted another throughput. */
  setRate(perSecond: number): void;
  snapshot(): BucketSnapshot;
  /** Rejects what waits and leaves no timer behind. */
  close(): Promise<void>;
}

/**
 * bottleneck is the bucket, but not one job per message: two timers per job cap it near 400/s. One job is a lease of
 * a fortieth of the second's tokens, which goes to whoever waits; what nobody waits for stays as credit, at most one
 * lease, so that a lone send finds its token ready.
 */
export function createNumberBucket(options: NumberBucketOptions): NumberBucket {
  const pace = new Pace(options.perSecond);
  const limiter = new Bottleneck({ maxConcurrent: 1, minTime: pace.intervalMs });
  const second = new SlidingSecond();
  const wire = new WireGate();
  const queue = new WaitQueue(options.maxQueue ?? 10_000);
  let credit = pace.lease;
  let leaseOnTheWay = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const serve = (): void => {
    const now = performance.now();
    if (queue.size > 0 && credit > 0) {
      const granted = queue.grant(Math.min(credit, second.room(pace.perSecond, now)));
      credit -= granted;
      if (granted > 0) second.add(granted, now);
    }
    if (queue.size > 0 && credit > 0) waitForRoom(now);
    // A quarter of a lease is left for lone sends: asking at every send would be a job of bottleneck per message.
    else if (queue.size > 0 || credit <= Math.max(1, pace.lease / 4)) orderLease();
  };

  /** Tokens are there, but this second is full. A send waits: the timer keeps the process for it. */
  const waitForRoom = (now: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      serve();
    }, second.waitMs(now));
  };

  const orderLease = (): void => {
    if (leaseOnTheWay || queue.closed) return;
    leaseOnTheWay = true;
    limiter
      .schedule(() => {
        leaseOnTheWay = false;
        credit = pace.lease;
        if (pace.recover()) limiter.updateSettings({ minTime: pace.intervalMs });
        serve();
        return Promise.resolve();
      })
      .catch(() => {
        leaseOnTheWay = false;
      });
  };

  return {
    acquire: (acquire = {}) => {
      const turn = queue.wait(acquire, pace.perSecond);
      serve();
      return turn;
    },
    depart: (signal) => wire.pass(pace.perSecond, signal),
    spend: (count = 1) => {
      second.add(count, performance.now());
      wire.spend(count);
    },
    slowDown: () => {
      pace.slowDown(performance.now());
      limiter.updateSettings({ minTime: pace.intervalMs });
    },
    setRate: (perSecond) => {
      pace.perSecond = perSecond;
      credit = Math.min(credit, pace.lease);
      limiter.updateSettings({ minTime: pace.intervalMs });
    },
    snapshot: () => ({ perSecond: pace.perSecond, pace: pace.factor, waiting: queue.size }),
    close: async () => {
      clearTimeout(timer);
      queue.close();
      wire.close();
      await limiter.stop({ dropWaitingJobs: true }).catch(() => undefined);
    },
  };
}
