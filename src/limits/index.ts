/** Limits: throughput of a number, pace towards one person. bottleneck lives only here. */
export { SlowLanes } from "./slow-lanes.js";
export { localLimits } from "./limits-backend.js";
export type { LimitsBackend } from "./limits-backend.js";
export { createHourlyQuota } from "./hourly-quota.js";
export type { HourlyQuota } from "./hourly-quota.js";
export { createManagementPace, managementDelay } from "./management-pace.js";
export type { ManagementPace, QuotaReading } from "./management-pace.js";
export { createNumberBucket } from "./number-bucket.js";
export type { BucketSnapshot, NumberBucket, NumberBucketOptions } from "./number-bucket.js";
export { createPairLimiter } from "./pair-limiter.js";
export type { LocalPairLimiter, PairAnswer, PairLimiter, PairLimiterOptions } from "./pair-limiter.js";
export { PRIORITY } from "./priority.js";
export { deadlinePassed } from "./wait-queue.js";
export type { AcquireOptions } from "./wait-queue.js";
