/** The script of a number's pace answers as its model does, on which the simulations run (`test/property/shared-pace.test.ts`). */
import fc from "../support/seeded-properties.js";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGREED, ASK_PACE, QUIET_MS } from "../../src/limits/redis/pace-script.js";
import { PaceModel, type PaceQuestion } from "../support/pace-model.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../support/redis.js";

const there = await redisIsThere();
/** The same script on a clock of the test's own: KEYS[3] is the time, which is no key, so that ARGV stays as it is. */
const ON_ANY_CLOCK = ASK_PACE.replace(
  "redis.call('TIME')",
  "{ math.floor(tonumber(KEYS[3]) / 1000000), tonumber(KEYS[3]) % 1000000 }",
);
const START = 1_700_000_000_000_000;

/** One question of a process, `after` microseconds later. What it tells is made from what it was given. */
interface Step {
  readonly after: number;
  readonly process: number;
  readonly turns: number;
  readonly permits: number;
  readonly came: number;
  readonly warned: boolean;
  /** For each permit given before: whether it is told of, and how late it left; -1 is never. */
  readonly told: readonly number[];
  /** Arrives a second time, as after a broken connection. */
  readonly again: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  after: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 1_500_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(2_048_000, 5_000_000, -3_000, -15_000, -4_000_000) },
  ),
  process: fc.integer({ min: 0, max: 2 }),
  turns: fc.integer({ min: 0, max: 60 }),
  permits: fc.integer({ min: 0, max: 30 }),
  came: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }) },
  ),
  warned: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  told: fc.array(fc.integer({ min: -1, max: 120 }), { maxLength: 12 }),
  again: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const PLAIN: PaceQuestion = {
  limit: 80,
  turns: 0,
  permits: 0,
  came: 0,
  warned: false,
  who: "a",
  question: 0,
  seen: 0,
  known: 0,
  reports: [],
};
/** Microseconds for which a state that is new gives nothing. */
const QUIET = QUIET_MS * 1_000;

describe.skipIf(!there)("the script of a number's pace", () => {
  const { prefix, clean } = ownPrefix();
  let redis: Redis;
  beforeAll(() => {
    redis = new Redis(REDIS_URL);
  });
  afterAll(async () => {
    await redis.quit();
    await clean();
  });

  it("answers as its model does", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 20, 80, 1_000),
        fc.array(step, { maxLength: 60 }),
        async (limit, steps) => {
          const key = `${prefix}${String(++runs)}`;
          const model = new PaceModel();
          const held: { readonly micros: number; readonly count: number; readonly ends: number }[][] = [
            [],
            [],
            [],
          ];
          const seen = [0, 0, 0];
          const known = [0, 0, 0];
          // The state is there: a new one would give nothing.
          expect(await ask(key, START - QUIET, PLAIN)).toEqual(model.ask(START - QUIET, PLAIN));
          let micros = START;
          for (const [index, { after, process, turns, permits, told, again, ...rest }] of steps.entries()) {
            micros += after;
            const mine = held[process] ?? [];
            const reports = told.flatMap((late) => {
              const permit = mine.shift();
              if (permit === undefined) return [];
              const left = (permit.micros / 1_000 + late + AGREED.window) / AGREED.grain;
              return [permit.ends, late < 0 ? 0 : Math.ceil(left), permit.count];
            });
            const question: PaceQuestion = {
              ...rest,
              limit,
              turns,
              permits,
              who: String(process),
              question: index + 1,
              seen: seen[process] ?? 0,
              known: known[process] ?? 0,
              reports,
            };
            for (let times = again ? 2 : 1; times > 0; times--) {
              const answer = await ask(key, micros, question);
              expect(answer).toEqual(model.ask(micros, question));
              if (times === 1) {
                seen[process] = micros / 1_000;
                known[process] = answer[1] ?? 0;
                for (let i = 6; i + 2 < answer.length; i += 3) {
                  const [from = 0, count = 0, ends = 0] = answer.slice(i, i + 3);
                  mine.push({ micros: micros + from, count, ends });
                }
              }
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("a question that arrives twice tells once", async () => {
    const key = `${prefix}twice`;
    const known = START - QUIET;
    await ask(key, known, PLAIN);
    const told = { ...PLAIN, question: 1, came: 80, known };
    await ask(key, START, told);
    await ask(key, START + 1_000, told);
    const answer = await ask(key, START + 1_022_000, { ...PLAIN, question: 2, permits: 100, known });
    expect(permitsIn(answer)).toBeGreaterThan(0);
    expect(Number(await redis.hget(key, "used"))).toBeLessThanOrEqual(80);
  });

  it("a state that is new, or older than the asking process has seen, gives nothing until all of before is over", async () => {
    const key = `${prefix}lost`;
    const wish = { ...PLAIN, permits: 80 };
    expect(permitsIn(await ask(key, START - QUIET, { ...wish, question: 1 }))).toBe(0);
    expect(permitsIn(await ask(key, START - 10_000, { ...wish, question: 2 }))).toBe(0);
    const copy = await redis.dumpBuffer(key);
    const known = START - QUIET;
    expect(permitsIn(await ask(key, START, { ...wish, question: 3, known }))).toBeGreaterThan(0);
    // Redis comes back with what it had saved before.
    await redis.restore(key, 0, copy, "REPLACE");
    const before = { ...wish, known, seen: START / 1_000 };
    expect(permitsIn(await ask(key, START + 50_000, { ...before, question: 4 }))).toBe(0);
    const next = { ...before, known: START + 50_000, seen: START / 1_000 + 50 };
    expect(permitsIn(await ask(key, START + 50_000 + QUIET - 1_000, { ...next, question: 5 }))).toBe(0);
    expect(permitsIn(await ask(key, START + 50_000 + QUIET, { ...next, question: 6 }))).toBeGreaterThan(0);
  });

  function permitsIn(answer: readonly number[]): number {
    return answer
      .slice(6)
      .filter((_, place) => place % 3 === 1)
      .reduce((a, b) => a + b, 0);
  }

  async function ask(key: string, micros: number, question: PaceQuestion): Promise<number[]> {
    const { limit, turns, permits, came, warned, who, reports } = question;
    return (await redis.eval(
      ON_ANY_CLOCK,
      3,
      key,
      `${key}:free`,
      String(micros),
      ...[
        limit,
        turns,
        permits,
        came,
        warned ? 1 : 0,
        who,
        question.question,
        question.seen,
        question.known,
        ...reports,
      ],
    )) as number[];
  }
});
