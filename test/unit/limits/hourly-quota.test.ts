import fc from "../../support/seeded-properties.js";
import { expect, it } from "vitest";
import { HOUR, MINUTE, virtualClock } from "../../../src/core/index.js";
import { createHourlyQuota } from "../../../src/limits/index.js";

it("a hundred, then the time until the first of them is an hour old", async () => {
  const clock = virtualClock();
  const quota = createHourlyQuota(clock, 100);
  expect(quota.take(60)).toBe(0);
  await clock.advance(10 * MINUTE);
  expect(quota.take(40)).toBe(0);
  expect(quota.take(1)).toBe(50 * MINUTE);
  // So many at once are free only when the later ones are an hour old, too.
  expect(quota.take(61)).toBe(HOUR);
  quota.giveBack(1);
  expect(quota.take(1)).toBe(0);
  await clock.advance(50 * MINUTE);
  expect(quota.snapshot()).toEqual({ used: 40, of: 100 });
  expect(quota.take(60)).toBe(0);
});

it("no sixty minutes have more, whatever is asked and when; who waits as told gets it", async () => {
  const step = fc.record({
    afterMs: fc.nat(HOUR),
    count: fc.integer({ min: 1, max: 12 }),
    waits: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const clock = virtualClock();
      const quota = createHourlyQuota(clock, 10);
      const taken: number[] = [];
      for (const { afterMs, count, waits } of steps) {
        await clock.advance(afterMs);
        let left = quota.take(count);
        if (left > 0 && waits) {
          await clock.advance(left);
          left = quota.take(count);
          expect(left).toBe(0);
        }
        if (left === 0) for (let n = 0; n < Math.min(count, 10); n++) taken.push(clock.now());
      }
      for (const at of taken)
        expect(taken.filter((other) => other > at - HOUR && other <= at).length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 200 },
  );
});
