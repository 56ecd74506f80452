import fc from "../../support/seeded-properties.js";
import { expect, it } from "vitest";
import { virtualClock } from "../../../src/core/index.js";
import { createManagementPace, managementDelay } from "../../../src/limits/index.js";

it.each([
  [0, 0],
  [79, 0],
  [80, 0],
  [90, 2_500],
  [100, 5_000],
  [250, 5_000],
])("at %i percent a management call waits %i ms", (percent, expected) => {
  expect(managementDelay({ percent, at: 1_000 }, 2_000)).toBe(expected);
});

it("an old reading, or none, holds nobody", () => {
  expect(managementDelay(undefined, 0)).toBe(0);
  expect(managementDelay({ percent: 100, at: 0 }, 300_000)).toBe(5_000);
  expect(managementDelay({ percent: 100, at: 0 }, 300_001)).toBe(0);
});

it("more use never means a shorter wait", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.nat(600_000), (a, b, now) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((percent) =>
        managementDelay({ percent, at: 0 }, now),
      );
      expect(more).toBeGreaterThanOrEqual(less ?? 0);
    }),
  );
});

it("a call waits on the clock, and an abort ends it", async () => {
  const clock = virtualClock();
  const pace = createManagementPace(clock);
  await pace.wait();
  pace.learn(90);
  let gone = false;
  const waiting = pace.wait().then(() => (gone = true));
  await clock.advance(2_499);
  expect(gone).toBe(false);
  await clock.advance(1);
  await waiting;
  const leaving = new AbortController();
  const aborted = pace.wait(leaving.signal);
  leaving.abort(new Error("left"));
  await expect(aborted).rejects.toThrow("left");
});
