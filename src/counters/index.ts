/** What the guards count: the port, and how a ring and a tally are written down. */
export type {
  CounterOp,
  CounterReading,
  CounterStore,
  FlagOp,
  FlagReading,
  RingOp,
  RingReading,
  SetOp,
  SetReading,
  TallyOp,
  TallyReading,
} from "./counter-store.js";
export { hashKey } from "./hash-key.js";
export { readingOf } from "./reading-of.js";
export { pushToRing, readRing, newestOf, ringText } from "./ring-text.js";
export { addToTally, stepsSince, sumOf } from "./tally-steps.js";
