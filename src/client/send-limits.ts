import type { Clock, PersonKey, TemplateCategory } from "../core/index.js";
import { HeldError } from "../core/index.js";
import {
  createNumberBucket,
  createPairLimiter,
  type NumberBucket,
  type PairLimiter,
  PRIORITY,
} from "../limits/index.js";
import { hold } from "../policy/index.js";

/** The limits that a send waits for: throughput of the number, pace towards one person. */
export interface SendLimits {
  /**
   * Waits for a token of the number. Throws `HeldError` `PAIR_RATE` (row 48) when this person got too many messages
   * in too short a time, `QUEUE_FULL` when too many sends wait already.
   */
  acquire(send: {
    readonly phoneNumberId: string;
    readonly person: PersonKey;
    readonly category: TemplateCategory | undefined;
    readonly signal?: AbortSignal | undefined;
  }): Promise<void>;
  /** Meta answered 130429. */
  slowDown(phoneNumberId: string): void;
  /** Meta answered 131056. */
  penalise(phoneNumberId: string, person: PersonKey): void;
  close(): Promise<void>;
}

export function createSendLimits(options: {
  readonly clock: Clock;
  readonly messagesPerSecond: number;
}): SendLimits {
  const buckets = new Map<string, NumberBucket>();
  const pairs: PairLimiter = createPairLimiter({ clock: options.clock });
  const bucketOf = (phoneNumberId: string): NumberBucket => {
    let bucket = buckets.get(phoneNumberId);
    if (bucket === undefined) {
      bucket = createNumberBucket({ perSecond: options.messagesPerSecond });
      buckets.set(phoneNumberId, bucket);
    }
    return bucket;
  };
  return {
    acquire: async ({ phoneNumberId, person, category, signal }) => {
      const pair = pairs.tryAcquire(phoneNumberId, person);
      if (!pair.ok) throw pairRate(pair.retryAfterMs);
      await bucketOf(phoneNumberId).acquire({ priority: PRIORITY[category ?? "reply"], signal });
    },
    slowDown: (phoneNumberId) => {
      bucketOf(phoneNumberId).slowDown();
    },
    penalise: (phoneNumberId, person) => {
      pairs.penalise(phoneNumberId, person);
    },
    close: async () => {
      await Promise.all([...buckets.values()].map((bucket) => bucket.close()));
    },
  };
}

function pairRate(retryAfterMs: number): HeldError {
  return new HeldError(
    hold("PAIR_RATE", "row-48", {
      message: "This person got many messages within seconds, more than Meta lets through.",
      fix: "Send the rest a little later; one message every six seconds always passes. Meta would answer 131056.",
      retryAfterMs,
    }),
  );
}
