import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { HeldPermits } from "../../../src/limits/held-permits.js";
import { HeldTurns } from "../../../src/limits/held-turns.js";
import { askTogether } from "../../../src/limits/redis/ask-together.js";
import { ClockBounds } from "../../../src/limits/redis/clock-bounds.js";
import { TokenReports } from "../../../src/limits/redis/token-reports.js";
import { wantedOf } from "../../../src/limits/wanted-of.js";

const few = fc.integer({ min: 0, max: 500 });

describe("what a process asks for", () => {
  it("never more turns than wait, never more permits than stand at the wire, and no turns behind a jam", () => {
    fc.assert(
      fc.property(
        fc.record({
          waiting: few,
          turns: few,
          atWire: few,
          permits: few,
          lease: fc.integer({ min: 1, max: 25 }),
        }),
        (state) => {
          const { turns, permits } = wantedOf(state);
          const bare = state.atWire - state.permits;
          expect(permits).toBe(Math.max(0, bare));
          expect(turns).toBeLessThanOrEqual(state.waiting);
          if (bare > state.lease) expect(turns).toBe(0);
          else expect(turns + state.turns).toBeGreaterThanOrEqual(state.waiting);
        },
      ),
    );
  });
});

describe("turns that are held", () => {
  it("come one after the other, none early, none twice", () => {
    const takes = fc.array(fc.record({ after: fc.integer({ min: 0, max: 90 }), most: few }), {
      maxLength: 40,
    });
    const grants = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 300 }),
        everyMs: fc.double({ min: 0.5, max: 60, noNaN: true }),
        count: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(grants, takes, (given, asked) => {
        const turns = new HeldTurns();
        for (const grant of given) turns.add(grant);
        const all = given.reduce((sum, { count }) => sum + count, 0);
        let now = 0;
        let taken = 0;
        for (const { after, most } of asked) {
          now += after;
          taken += turns.take(most, now);
          const due = given.reduce(
            (sum, { at, everyMs, count }) =>
              sum + (now < at ? 0 : Math.min(count, Math.floor((now - at) / everyMs + 1e-6) + 1)),
            0,
          );
          expect(taken).toBeLessThanOrEqual(due);
          expect(turns.size).toBe(all - taken);
        }
      }),
    );
  });

  it("are forgotten when nobody took them", () => {
    const turns = new HeldTurns();
    turns.add({ at: 0, everyMs: 10, count: 10 });
    turns.forget(45);
    expect([turns.size, turns.due]).toEqual([5, 50]);
  });
});

describe("permits that are held", () => {
  it("are used once, within their time, in its order; the rest is handed back", () => {
    const grant = fc.record({
      from: fc.integer({ min: 0, max: 400 }),
      count: fc.integer({ min: 0, max: 9 }),
    });
    const takes = fc.array(fc.record({ after: fc.integer({ min: 0, max: 120 }), most: few }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 12 }), takes, (grants, asked) => {
        const permits = new HeldPermits();
        const left = new Map<number, number>();
        grants.forEach(({ from, count }, ends) => {
          permits.add({ from, until: from + 250, count, ends, state: 1 });
          left.set(ends, count);
        });
        let now = 0;
        const use = (ends: number, count: number): void => {
          left.set(ends, (left.get(ends) ?? 0) - count);
        };
        for (const { after, most } of asked) {
          now += after;
          for (const {
            permit: { ends },
            count,
          } of permits.stale(now)) {
            expect((grants[ends]?.from ?? 0) + 250).toBeLessThan(now);
            use(ends, count);
          }
          const part = permits.take(most, now);
          if (part === undefined) continue;
          const { from } = part.permit;
          expect([from <= now, now <= from + 250, part.count <= most]).toEqual([true, true, true]);
          use(part.permit.ends, part.count);
        }
        expect([...left.values()].every((count) => count >= 0)).toBe(true);
        expect([...left.values()].reduce((sum, count) => sum + count, 0)).toBe(permits.size);
      }),
    );
  });

  it("whose time is over is not used, even before it is handed back", () => {
    const permits = new HeldPermits();
    const permit = { from: 10, until: 20, count: 1, ends: 1, state: 1 };
    permits.add(permit);
    expect([permits.take(1, 9), permits.take(1, 21)]).toEqual([undefined, undefined]);
    expect(permits.take(1, 20)).toEqual({ permit, count: 1 });
  });
});

describe("another machine's clock", () => {
  it("is between its bounds, whatever the way there and back takes and however it drifts", () => {
    const way = fc.double({ min: 0, max: 80, noNaN: true });
    const sample = fc.record({ pause: fc.integer({ min: 0, max: 9_000 }), there: way, back: way });
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: -200, max: 200 }),
        fc.array(sample, { minLength: 1, maxLength: 40 }),
        (offset, drift, samples) => {
          const theirs = (at: number): number => at * (1 + drift / 1e6) + offset;
          const clock = new ClockBounds();
          let now = 0;
          for (const { pause, there, back } of samples) {
            const sent = now + pause;
            now = sent + there + back;
            expect(clock.add(sent, theirs(sent + there), now)).toBe(true);
            // Within ten seconds it drifts by two milliseconds: the guard of the number's second is twenty.
            expect(clock.earliest(now)).toBeLessThanOrEqual(theirs(now) + 4);
            expect(clock.latest(now)).toBeGreaterThanOrEqual(theirs(now) - 4);
          }
        },
      ),
    );
  });

  it("that drifted while nobody asked was not set anew", () => {
    const clock = new ClockBounds();
    const hour = 3_600_000;
    expect(clock.add(0, 1_000, 2)).toBe(true);
    expect(clock.add(hour, hour + 1_000 + 700, hour + 2)).toBe(true);
    expect([clock.earliest(hour), clock.latest(hour)]).toEqual([hour + 1_698, hour + 1_700]);
    expect(clock.add(hour + 10, hour + 1_710 + 60, hour + 12)).toBe(false);
    expect(clock.add(2 * hour, 2 * hour + 9_000, 2 * hour + 2)).toBe(false);
  });

  it("that is set anew is noticed, and known anew", () => {
    const clock = new ClockBounds();
    expect(clock.add(0, 1_000, 2)).toBe(true);
    expect(clock.add(10, 1_012, 14)).toBe(true);
    expect([clock.earliest(20), clock.latest(20)]).toEqual([1_018, 1_020]);
    expect(clock.add(100, 1_500, 102)).toBe(false);
    expect([clock.earliest(110), clock.latest(110)]).toEqual([1_508, 1_510]);
    expect(clock.add(120, 1_521, 122)).toBe(true);
    expect(clock.add(130, 531, 132)).toBe(false);
  });
});

describe("what became of tokens", () => {
  it("is told once, what is alike together, and what tells of nothing any more not at all", () => {
    const reports = new TokenReports();
    reports.add(700, 600, 1);
    reports.add(700, 600, 2);
    reports.add(90, 80, 5);
    reports.add(0, 610, 1);
    reports.add(710, 0, 1);
    expect(reports.take(100)).toEqual([700, 600, 3, 0, 610, 1, 710, 0, 1]);
    expect(reports.take(100)).toEqual([]);
  });

  it("is told in parts when it is much, and the oldest is forgotten when nobody can be told", () => {
    const reports = new TokenReports();
    for (let step = 1; step <= 10_000; step++) reports.add(0, step, 1);
    const first = reports.take(0);
    expect(first.length).toBe(3 * 400);
    expect(first[1]).toBeGreaterThan(5_000);
    let told = first.length;
    for (let more = reports.take(0); more.length > 0; more = reports.take(0)) told += more.length;
    expect(told / 3).toBeLessThanOrEqual(4_000);
  });

  it("counts besides what else counts when the state it names is gone", () => {
    const reports = new TokenReports();
    reports.add(700, 600, 2);
    reports.add(710, 0, 1);
    reports.forgetFrom();
    expect(reports.take(100)).toEqual([0, 600, 2]);
    reports.add(1, 1, 1);
    reports.clear();
    expect(reports.take(0)).toEqual([]);
  });
});

describe("asking together", () => {
  it("a lone question goes at once; what comes meanwhile goes in the next call, in order", async () => {
    const calls: number[][] = [];
    const answers: (() => void)[] = [];
    const ask = askTogether<number, number>(
      (questions) =>
        new Promise((resolve) => {
          calls.push([...questions]);
          answers.push(() => {
            resolve(questions.map((question) => question * 10));
          });
        }),
      3,
    );
    const first = ask(1);
    await Promise.resolve();
    expect(calls).toEqual([[1]]);
    const rest = [2, 3, 4, 5].map(ask);
    answers[0]?.();
    expect(await first).toBe(10);
    await Promise.resolve();
    answers[1]?.();
    expect(await Promise.all(rest.slice(0, 3))).toEqual([20, 30, 40]);
    await Promise.resolve();
    answers[2]?.();
    expect(await rest[3]).toBe(50);
    expect(calls).toEqual([[1], [2, 3, 4], [5]]);
  });

  it("when a call fails all who ask hear so, and the next one asks again", async () => {
    let away = true;
    const ask = askTogether<number, number>(
      (questions) => (away ? Promise.reject(new Error("away")) : Promise.resolve(questions)),
      1,
    );
    const all = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    away = false;
    expect(await ask(4)).toBe(4);
  });

  it("an answer that is too short is none", async () => {
    const ask = askTogether<number, number>(() => Promise.resolve([]), 9);
    await expect(ask(1)).rejects.toThrow(/answered/);
  });
});
