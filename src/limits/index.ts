/** Limits: throughput of a number, pace towards one person. bottleneck lives only here. */
export { createNumberBucket } from "./number-bucket.js";
export type { AcquireOptions, BucketSnapshot, NumberBucket, NumberBucketOptions } from "./number-bucket.js";
export { createPairLimiter } from "./pair-limiter.js";
export type { PairAnswer, PairLimiter, PairLimiterOptions } from "./pair-limiter.js";
export { PRIORITY } from "./priority.js";
