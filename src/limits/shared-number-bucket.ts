import { limitsUnavailable } from "./limits-unavailable.js";
import { createNumberBucket, type NumberBucket, type NumberBucketOptions } from "./number-bucket.js";
import { Pace } from "./pace.js";
import { WaitQueue } from "./wait-queue.js";

/** Tokens of one number that several processes share. */
export interface SharedTokens {
  /** Waits for the next lease and takes up to `count` tokens of it. Returns how many; rejects when nobody can be asked. */
  lease(count: number, pace: Pace): Promise<number>;
  /** Counts up to `count` messages that stand at the wire. Returns how many may leave; rejects when nobody can be asked. */
  depart(count: number, pace: Pace): Promise<number>;
  /** Counts messages that left without asking. */
  spend(count: number): void;
  /** Tells every process of a new pace. */
  setPace(pace: Pace): void;
  close(): Promise<void>;
}

/** What a process does while the shared tokens cannot be reached. */
export interface WhenAway {
  /** Milliseconds that sends wait for it to come back. */
  readonly waitMs: number;
  /** After that: undefined refuses (`LIMITS_UNAVAILABLE`); 0.25 lets this process have a quarter of the limit. */
  readonly share: number | undefined;
}

/**
 * One number's bucket over tokens that live elsewhere. One lease is asked for at a time, for as many sends as wait;
 * nothing is kept as credit, because credit in each of n processes would be a burst of n leases.
 */
export function createSharedNumberBucket(
  tokens: SharedTokens,
  options: NumberBucketOptions & { readonly whenAway: WhenAway; readonly backend: string },
): NumberBucket {
  const { whenAway } = options;
  const pace = new Pace(options.perSecond);
  const queue = new WaitQueue(options.maxQueue ?? 10_000);
  const wire = new WaitQueue(Number.POSITIVE_INFINITY);
  const pumps = new Set<WaitQueue>();
  let awaySince: number | undefined;
  let share: NumberBucket | undefined;

  const pump = async (line: WaitQueue, ask: () => Promise<number>): Promise<void> => {
    while (line.size > 0 && !line.closed) {
      try {
        line.grant(await ask());
        awaySince = undefined;
      } catch {
        await bridge(line);
      }
    }
  };
  const lease = async (): Promise<number> => {
    const taken = await tokens.lease(Math.min(queue.size, pace.lease), pace);
    if (pace.recover()) tokens.setPace(pace);
    return taken;
  };
  /** One question for all who stand at the wire. */
  const depart = (): Promise<number> => tokens.depart(Math.min(wire.size, pace.perSecond), pace);

  /** Nobody can be asked: wait, then refuse or live on a share of our own. */
  const bridge = async (line: WaitQueue): Promise<void> => {
    const now = performance.now();
    awaySince ??= now;
    if (now - awaySince < whenAway.waitMs) {
      await pause(RETRY_MS);
    } else if (whenAway.share === undefined) {
      line.reject(() => limitsUnavailable(options.backend));
    } else {
      share ??= createNumberBucket({ perSecond: Math.max(1, Math.floor(pace.perSecond * whenAway.share)) });
      await (line === wire ? share.depart() : share.acquire());
      line.grant(1);
    }
  };

  const wake = (line: WaitQueue): void => {
    if (pumps.has(line) || line.size === 0) return;
    pumps.add(line);
    void pump(line, line === wire ? depart : lease).finally(() => {
      pumps.delete(line);
      // Somebody may have come between the last look at the queue and now.
      if (!line.closed) wake(line);
    });
  };

  return {
    acquire: (acquire = {}) => {
      const turn = queue.wait(acquire, pace.perSecond);
      wake(queue);
      return turn;
    },
    depart: (signal) => {
      const turn = wire.wait({ signal }, pace.perSecond);
      wake(wire);
      return turn;
    },
    spend: (count = 1) => {
      tokens.spend(count);
    },
    slowDown: () => {
      pace.slowDown(performance.now());
      tokens.setPace(pace);
    },
    setRate: (perSecond) => {
      pace.perSecond = perSecond;
      tokens.setPace(pace);
    },
    snapshot: () => ({ perSecond: pace.perSecond, pace: pace.factor, waiting: queue.size }),
    close: async () => {
      queue.close();
      wire.close();
      await share?.close();
      await tokens.close();
    },
  };
}

const RETRY_MS = 100;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
