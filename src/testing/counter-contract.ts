import type { CounterOp, CounterReading, CounterStore, SetOp } from "../counters/index.js";
import type { TestFramework } from "./store-under-test.js";

/** One fresh, empty counter store, and the same counters opened by another process. */
export interface CountersUnderTest {
  readonly counters: CounterStore;
  readonly alongside?: CounterStore | undefined;
  readonly destroy: () => Promise<void>;
}

const T = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const aSet = (member: string, at: number, more: Partial<SetOp> = {}): SetOp => ({
  kind: "set",
  key: "k",
  member,
  keepMs: DAY,
  since: [at - DAY],
  most: 100,
  ...more,
});

/**
 * What every counter store must do, as tests; part of `storeContract`, and on its own for a store of counters only.
 *
 * @example
 * ```ts ignore
 * counterContract("my counters", create, { describe, it, equal: (a, b) => expect(a).toEqual(b) });
 * ```
 */
export function counterContract(
  name: string,
  create: () => Promise<CountersUnderTest>,
  { describe, it, equal }: TestFramework,
): void {
  describe(`${name}: counters`, () => {
    for (const [title, body] of Object.entries(CHECKS)) {
      it(title, async () => {
        const parts = await create();
        try {
          await body(parts.counters, equal, parts.alongside ?? parts.counters);
        } finally {
          await parts.destroy();
        }
      });
    }
  });
}

type Body = (counters: CounterStore, equal: TestFramework["equal"], other: CounterStore) => Promise<void>;

const one = async (counters: CounterStore, op: CounterOp, at: number): Promise<CounterReading> => {
  const [reading] = await counters.take([op], at);
  if (reading === undefined) throw new TypeError("a take has a reading for each operation");
  return reading;
};

const countsOf = (reading: CounterReading): readonly number[] =>
  reading.kind === "set" ? reading.counts : [];
const knownAtOf = (reading: CounterReading): number | undefined =>
  reading.kind === "set" ? reading.knownAt : undefined;
const valuesOf = (reading: CounterReading | undefined): readonly string[] =>
  reading?.kind === "ring" ? reading.entries.map(({ value }) => value) : [];

const CHECKS: Readonly<Record<string, Body>> = {
  "a set counts distinct other members, by period, and forgets them": async (counters, equal) => {
    const windows = (at: number) => ({ since: [at - 10 * MINUTE, at - DAY] });
    equal(countsOf(await one(counters, aSet("a", T, windows(T)), T)), [0, 0]);
    equal(countsOf(await one(counters, aSet("b", T, windows(T)), T)), [1, 1]);
    const later = T + HOUR;
    equal(countsOf(await one(counters, aSet("a", later, windows(later)), later)), [0, 1]);
    equal(countsOf(await one(counters, aSet("c", later, windows(later)), later)), [1, 2]);
    // b ends first: it was added once, a twice.
    const last = T + DAY + MINUTE;
    equal(countsOf(await one(counters, aSet("d", last, windows(last)), last)), [0, 2]);
    const gone = last + 2 * DAY;
    equal(countsOf(await one(counters, aSet("e", gone, windows(gone)), gone)), [0, 0]);
  },
  "a set says since when it knows a member, and when the oldest of the others came": async (
    counters,
    equal,
  ) => {
    equal(knownAtOf(await one(counters, aSet("a", T), T)), undefined);
    await one(counters, aSet("b", T + 5), T + 5);
    const reading = await one(counters, aSet("a", T + 9), T + 9);
    equal(reading, { kind: "set", knownAt: T, counts: [1], oldest: [T + 5], members: [] });
    equal(knownAtOf(await one(counters, aSet("a", T + 2 * DAY), T + 2 * DAY)), undefined);
  },
  "a set stops counting at the most that is asked for, and lists the newest": async (counters, equal) => {
    for (let index = 0; index < 5; index++)
      await one(counters, aSet(`m${String(index)}`, T + index), T + index);
    const reading = await one(counters, aSet("x", T + 9, { most: 3, list: true }), T + 9);
    equal(reading, {
      kind: "set",
      counts: [3],
      oldest: [T],
      members: [4, 3, 2].map((index) => ({ member: `m${String(index)}`, at: T + index })),
    });
  },
  "of many that ask for the last place at once, one comes first": async (counters, equal, other) => {
    const readings = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        one(index % 2 === 0 ? counters : other, aSet(`m${String(index)}`, T), T),
      ),
    );
    const places = readings.map((reading) => countsOf(reading)[0] ?? -1).sort((a, b) => a - b);
    equal(
      places,
      Array.from({ length: 40 }, (_, index) => index),
    );
  },
  "of many that put a value in a ring at once, each reads those before it, and the ring keeps the last":
    async (counters, equal, other) => {
      const put = (index: number): CounterOp => ({
        kind: "ring",
        key: "r",
        value: `v${String(index)}`,
        keep: 30,
        keepMs: DAY,
        read: 25,
      });
      const readings = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          one(index % 2 === 0 ? counters : other, put(index), T + index),
        ),
      );
      const [last] = await counters.peek([{ ...put(0), read: 40 } as CounterOp], T + 40);
      const ring = valuesOf(last);
      equal(ring.length, 30);
      // Each reading is the ring as it stood: what came later cut off, as many as were asked for.
      for (const [index, reading] of readings.entries()) {
        const place = ring.indexOf(`v${String(index)}`);
        const before = valuesOf(reading);
        if (place >= 0) equal(before.slice(0, 29 - place), ring.slice(place + 1).slice(0, 25));
      }
      equal(
        readings.map((reading) => valuesOf(reading).length).sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, index) => Math.min(index, 25)),
      );
    },
  "what is given back is free again, and what others took since stays": async (counters, equal, other) => {
    const ops: readonly CounterOp[] = [
      aSet("a", T),
      { kind: "ring", key: "r", value: "a", keep: 9, keepMs: DAY, read: 9 },
      { kind: "tally", key: "t", add: { sent: 2 }, stepMs: HOUR, keepMs: DAY },
    ];
    const readings = await counters.take(ops, T);
    await other.take(
      [aSet("b", T), { kind: "ring", key: "r", value: "b", keep: 9, keepMs: DAY, read: 0 }],
      T,
    );
    await counters.release(ops, readings, T);
    const [set, ring, tally] = await other.peek(
      [
        aSet("x", T),
        { kind: "ring", key: "r", keep: 9, keepMs: DAY, read: 9 },
        { ...ops[2], add: {} } as CounterOp,
      ],
      T,
    );
    equal(set, { kind: "set", counts: [1], oldest: [T], members: [] });
    equal(valuesOf(ring), ["b"]);
    equal(tally?.kind === "tally" ? tally.steps.map(({ sums }) => sums.sent ?? 0) : [], [0]);
  },
  "a member that was there before is still there after a give-back": async (counters, equal) => {
    await one(counters, aSet("a", T), T);
    const again = aSet("a", T + HOUR);
    const readings = await counters.take([again], T + HOUR);
    await counters.release([again], readings, T + HOUR);
    equal(await one(counters, aSet("b", T + HOUR), T + HOUR), {
      kind: "set",
      counts: [1],
      oldest: [T],
      members: [],
    });
    // Taken again by a second send meanwhile: the first one's give-back leaves it.
    const first = aSet("c", T + HOUR);
    const taken = await counters.take([first], T + HOUR);
    await one(counters, aSet("c", T + HOUR + 1), T + HOUR + 1);
    await counters.release([first], taken, T + HOUR);
    equal(countsOf(await one(counters, aSet("d", T + HOUR + 2), T + HOUR + 2)), [3]);
  },
  "a ring keeps the last values, newest first, as long as asked": async (counters, equal) => {
    const ring = (value: string | undefined, read: number): CounterOp => ({
      kind: "ring",
      key: "r",
      value,
      keep: 3,
      keepMs: DAY,
      read,
    });
    for (const [index, value] of ["a", "b", "c", "d"].entries())
      await one(counters, ring(value, 0), T + index * HOUR);
    equal(valuesOf(await one(counters, ring(undefined, 9), T + 3 * HOUR)), ["d", "c", "b"]);
    equal(valuesOf(await one(counters, ring(undefined, 2), T + 3 * HOUR)), ["d", "c"]);
    equal(valuesOf(await one(counters, ring("e", 9), T + DAY + 2 * HOUR + MINUTE)), ["d"]);
    equal(valuesOf(await one(counters, ring(undefined, 9), T + DAY + 2 * HOUR + MINUTE)), ["e", "d"]);
  },
  "a tally adds up by step, and forgets": async (counters, equal, other) => {
    const tally = (add: Record<string, number>): CounterOp => ({
      kind: "tally",
      key: "t",
      add,
      stepMs: HOUR,
      keepMs: 3 * HOUR,
    });
    const start = Math.floor(T / HOUR) * HOUR;
    await one(counters, tally({ sent: 1, read: 2 }), start);
    await one(other, tally({ sent: 1 }), start + MINUTE);
    await one(counters, tally({ sent: 5 }), start + HOUR);
    equal(await one(counters, tally({}), start + HOUR), {
      kind: "tally",
      steps: [
        { from: start, sums: { sent: 2, read: 2 } },
        { from: start + HOUR, sums: { sent: 5 } },
      ],
    });
    equal(await one(counters, tally({}), start + 4 * HOUR), {
      kind: "tally",
      steps: [{ from: start + HOUR, sums: { sent: 5 } }],
    });
  },
  "a note holds until its end, or until it is cleared": async (counters, equal, other) => {
    const note = (set?: { value: string; until: number } | null): CounterOp => ({
      kind: "flag",
      key: "f",
      set,
    });
    equal(await one(counters, note({ value: "trip", until: T + HOUR }), T), { kind: "flag" });
    equal(await one(other, note(), T + 1), { kind: "flag", value: "trip", until: T + HOUR });
    equal(await one(counters, note(), T + HOUR), { kind: "flag" });
    await one(counters, note({ value: "again", until: T + 2 * HOUR }), T + HOUR);
    await one(counters, note(null), T + HOUR);
    equal(await one(counters, note(), T + HOUR), { kind: "flag" });
  },
  "a look changes nothing, and operations of one take stand together": async (counters, equal) => {
    const ops: readonly CounterOp[] = [
      aSet("a", T),
      { kind: "ring", key: "r", value: "v", keep: 3, keepMs: DAY, read: 3 },
      { kind: "tally", key: "t", add: { sent: 1 }, stepMs: HOUR, keepMs: DAY },
      { kind: "flag", key: "f", set: { value: "v", until: T + HOUR } },
    ];
    const looked = await counters.peek(ops, T);
    equal(await counters.take(ops, T), looked);
    equal(await counters.take([], T), []);
  },
  "kinds and keys do not meet": async (counters, equal) => {
    await counters.take(
      [aSet("a", T), { kind: "ring", key: "k", value: "v", keep: 3, keepMs: DAY, read: 0 }],
      T,
    );
    equal(countsOf(await one(counters, aSet("b", T, { key: "other" }), T)), [0]);
    equal(valuesOf(await one(counters, { kind: "ring", key: "k", keep: 3, keepMs: DAY, read: 3 }, T)), ["v"]);
    equal(await one(counters, { kind: "flag", key: "k" }, T), { kind: "flag" });
  },
  "pruning takes what ended and leaves the rest": async (counters, equal) => {
    await one(counters, aSet("a", T, { key: "old", keepMs: HOUR, since: [T - HOUR] }), T);
    await one(counters, aSet("a", T), T);
    await counters.prune({ now: T + 3 * HOUR, limit: 10 });
    equal(countsOf(await one(counters, aSet("b", T + 3 * HOUR), T + 3 * HOUR)), [1]);
  },
};
