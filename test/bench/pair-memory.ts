/** What the pace towards a million people costs: `node --expose-gc --import tsx test/bench/pair-memory.ts`. */
import { virtualClock } from "../../src/core/index.js";
import { createPairLimiter } from "../../src/limits/index.js";

const PEOPLE = 1_000_000;
const pairs = createPairLimiter({ clock: virtualClock() });
const used = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = used();
const started = performance.now();
for (let i = 0; i < PEOPLE; i++) pairs.tryAcquire("106540352242922", `9198${String(10_000_000 + i)}`);
const seconds = (performance.now() - started) / 1_000;
const bytesPerPerson = Math.round((used() - before) / PEOPLE);
// Asked again after the measurement: what is measured is still in use.
const remembered = pairs.size;
console.log(
  JSON.stringify({ people: remembered, bytesPerPerson, takesPerSecond: Math.round(PEOPLE / seconds) }),
);
