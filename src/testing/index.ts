/**
 * For tests: a clock and a randomness that you own, and the contract that every store keeps.
 *
 * @module
 */
export { seededRandom, systemClock, virtualClock } from "../core/index.js";
export type { Clock, Random, SleepOptions, VirtualClock } from "../core/index.js";
export type { Store } from "../ledger/index.js";
export { counterContract } from "./counter-contract.js";
export type { CountersUnderTest } from "./counter-contract.js";
export { storeContract } from "./store-contract.js";
export type { StoreOptionsUnderTest, StoreUnderTest, TestFramework } from "./store-under-test.js";
