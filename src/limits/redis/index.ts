/**
 * Limits, and the counters of the guards, shared by many processes over Redis.
 *
 * @module
 */
export type { LimitsBackend } from "../limits-backend.js";
export type { RedisClient, RedisConnectionOptions } from "./redis-client.js";
export { redisLimits } from "./redis-limits.js";
export type { RedisLimitsOptions } from "./redis-limits.js";
export { redisCounters } from "./redis-counters.js";
export type { RedisCounters, RedisCountersOptions } from "./redis-counters.js";
