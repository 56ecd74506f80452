/**
 * Several processes share one number over the script of Redis, in virtual time: what a slow Redis, a slow ledger, a process
 * that dies and a Redis that forgets cost is throughput, never the limit.
 */
import fc from "../support/seeded-properties.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { seededRandom } from "../../src/core/index.js";
import { redisTokens } from "../../src/limits/redis/redis-tokens.js";
import { createSharedNumberBucket } from "../../src/limits/shared-number-bucket.js";
import { PaceModel, questionOf } from "../support/pace-model.js";
import { mostInAnySecond } from "../support/sliding-second.js";

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "Date", "performance"],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

interface World {
  readonly seed: number;
  readonly perSecond: number;
  readonly processes: number;
  readonly seconds: number;
  /** Sends that each process has under way at once. */
  readonly lanes: number;
  /** Milliseconds to Redis, and back: up to. */
  readonly wayMs: number;
  /** Milliseconds from a turn to the wire: up to. */
  readonly ledgerMs: number;
  /** Part of the sends that stand still for long between turn and wire. */
  readonly stalls?: number;
  /** Milliseconds after which Redis has lost everything, and the first process has died. */
  readonly losesAt?: number;
  readonly diesAt?: number;
  /** Milliseconds before which the last process does not send. */
  readonly joinsAt?: number;
  /** Parts in a million by which the clock of Redis runs wrong, and when it is set anew by how much. */
  readonly drift?: number;
  readonly setAnew?: { readonly at: number; readonly byMs: number };
}

/** Everybody sends as fast as they may. Returns when each message left. */
async function run(world: World): Promise<number[]> {
  const random = seededRandom(world.seed);
  const model = new PaceModel();
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const redisNow = (): number => {
    const { at, byMs } = world.setAnew ?? { at: Infinity, byMs: 0 };
    const set = elapsed() >= at ? byMs : 0;
    return Math.round(1.7e15 + (elapsed() * (1 + (world.drift ?? 0) / 1e6) + set) * 1_000);
  };
  let lost = false;
  const script = async (...given: unknown[]): Promise<number[]> => {
    await sleep(random() * world.wayMs);
    if (!lost && elapsed() >= (world.losesAt ?? Infinity)) {
      model.lose();
      lost = true;
    }
    const answer = model.ask(redisNow(), questionOf(given.slice(4)));
    await sleep(random() * world.wayMs);
    return answer;
  };
  const left: number[] = [];
  const died = (process: number): boolean => process === 0 && elapsed() >= (world.diesAt ?? Infinity);
  const buckets = Array.from({ length: world.processes }, (_, process) => {
    const client = {
      status: "ready",
      eval: script,
      // The process that died is not heard of again, and its answers are lost.
      evalsha: (...given: unknown[]) =>
        died(process) ? new Promise<never>(() => undefined) : script(...given),
    };
    const tokens = redisTokens({
      redis: () => Promise.resolve({ client: client as never, owned: false }),
      prefix: "",
      phoneNumberId: "1",
    });
    const whenAway = { waitMs: 5_000, share: undefined };
    return createSharedNumberBucket(tokens, {
      perSecond: world.perSecond,
      whenAway,
      backend: "redis",
      random,
    });
  });
  const lane = async (process: number): Promise<void> => {
    const bucket = buckets[process];
    if (process === world.processes - 1) await sleep(world.joinsAt ?? 0);
    while (bucket !== undefined && !died(process)) {
      await sleep(random() * 20);
      await bucket.acquire();
      await sleep(random() < (world.stalls ?? 0) ? 700 * random() : random() * world.ledgerMs);
      if (died(process)) return;
      await bucket.depart();
      if (died(process)) return;
      left.push(performance.now());
    }
  };
  const lanes = buckets.flatMap((_, process) =>
    Array.from({ length: world.lanes }, () => lane(process).catch(() => undefined)),
  );
  expect(lanes.length).toBe(world.processes * world.lanes);
  for (let ms = 0; ms < world.seconds * 1_000; ms += 1) await vi.advanceTimersByTimeAsync(1);
  await Promise.all(buckets.map((bucket) => bucket.close()));
  return left;
}

/** What nobody can notice who has not asked before: Redis tells no other time than its clock's (ADR 6). */
function joinsAsClockIsPutForward({ joinsAt, setAnew }: World): boolean {
  return joinsAt !== undefined && setAnew !== undefined && setAnew.byMs > 0 && joinsAt > setAnew.at - 1_000;
}

function partUsed(left: readonly number[], perSecond: number): number {
  return ((left.length - 1) * 1_000) / (((left.at(-1) ?? 0) - (left[0] ?? 0)) * perSecond);
}

describe("a number that is shared", () => {
  it.each([
    [80, 1, 2],
    [80, 4, 2],
    [80, 4, 40],
    [250, 3, 10],
    [1_000, 1, 2],
    [1_000, 4, 2],
    [1_000, 4, 40],
  ])("%i/s in %i processes, %i ms to Redis: used to 97 percent", async (perSecond, processes, wayMs) => {
    const lanes = Math.min(perSecond, 1_000 / processes);
    const left = await run({ seed: 1, perSecond, processes, seconds: 7, lanes, wayMs, ledgerMs: 2 });
    expect(mostInAnySecond(left)).toBeLessThanOrEqual(perSecond);
    expect(partUsed(left, perSecond)).toBeGreaterThan(0.97);
  });

  it("a slow ledger costs nothing of it", async () => {
    const world = { seed: 2, perSecond: 250, processes: 4, seconds: 7, lanes: 80, wayMs: 4, stalls: 0.02 };
    const left = await run({ ...world, ledgerMs: 30 });
    expect(mostInAnySecond(left)).toBeLessThanOrEqual(250);
    expect(partUsed(left, 250)).toBeGreaterThan(0.96);
  });

  it("one that asks first after Redis lost everything, and had not sent before, gets nothing that others may have used", async () => {
    for (const joinsAt of [3_900, 4_000, 4_100]) {
      const world = { seed: 3, perSecond: 80, processes: 2, seconds: 7, lanes: 80, wayMs: 2, ledgerMs: 2 };
      const left = await run({ ...world, losesAt: joinsAt - 5, joinsAt });
      expect(mostInAnySecond(left)).toBeLessThanOrEqual(80);
    }
  });

  it("of a clock that was set and a loss at once no second has more", async () => {
    const world = {
      seed: -41_722_087,
      perSecond: 1,
      processes: 3,
      seconds: 7,
      lanes: 1,
      wayMs: 0,
      ledgerMs: 0,
    };
    for (const losesAt of [2_609, 4_329])
      for (const at of [770, 2_490])
        expect(
          mostInAnySecond(await run({ ...world, losesAt, diesAt: 759, setAnew: { at, byMs: 500 } })),
        ).toBeLessThanOrEqual(1);
  });

  it("whatever happens, no second has more", async () => {
    const moment = fc.option(fc.integer({ min: 1_500, max: 4_800 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer(),
          perSecond: fc.constantFrom(1, 20, 80, 250, 1_000),
          processes: fc.integer({ min: 1, max: 5 }),
          seconds: fc.constant(5),
          lanes: fc.integer({ min: 1, max: 120 }),
          wayMs: fc.constantFrom(0, 1, 20, 120, 300),
          ledgerMs: fc.constantFrom(0, 3, 40),
          stalls: fc.constantFrom(0, 0.05, 0.3),
          losesAt: moment,
          diesAt: moment,
          joinsAt: moment,
          drift: fc.integer({ min: -300, max: 300 }),
          setAnew: fc.option(
            fc.record({
              at: fc.integer({ min: 200, max: 4_800 }),
              byMs: fc.constantFrom(-90_000, -500, -12, 12, 500, 90_000),
            }),
            { nil: undefined },
          ),
        }),
        async (world) => {
          fc.pre(!joinsAsClockIsPutForward(world));
          expect(mostInAnySecond(await run(world))).toBeLessThanOrEqual(world.perSecond);
        },
      ),
      { numRuns: 60 },
    );
  });
});
