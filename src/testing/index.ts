/**
 * For tests: a clock and a randomness that you own.
 *
 * @module
 */
export { seededRandom, systemClock, virtualClock } from "../core/index.js";
export type { Clock, Random, VirtualClock } from "../core/index.js";
