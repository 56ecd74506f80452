import { createNumberBucket, type NumberBucket, type NumberBucketOptions } from "./number-bucket.js";
import { createPairLimiter, type PairLimiter, type PairLimiterOptions } from "./pair-limiter.js";

/** Where the tokens are kept: in this process (`localLimits()`), or shared by many (`redisLimits()` of `waypost/redis`). */
export interface LimitsBackend {
  /** `local`, `redis`: for logs and errors. */
  readonly name: string;
  numberBucket(phoneNumberId: string, options: NumberBucketOptions): NumberBucket;
  pairLimiter(options: PairLimiterOptions): PairLimiter;
  /** Closes what the backend itself opened. */
  close(): Promise<void>;
}

/** Tokens of one process. With several processes give each `messagesPerSecond / n`, or share them over Redis. */
export function localLimits(): LimitsBackend {
  return {
    name: "local",
    numberBucket: (_phoneNumberId, options) => createNumberBucket(options),
    pairLimiter: createPairLimiter,
    close: () => Promise.resolve(),
  };
}
