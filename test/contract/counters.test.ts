/** Every counter store does what the memory form does: the contract on Redis, and any history of takes on all four. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { memoryStore, StoreError } from "waypost";
import { postgresStore } from "waypost/postgres";
import { redisCounters } from "waypost/redis";
import { sqliteStore } from "waypost/sqlite";
import { counterContract } from "waypost/testing";
import type { CounterOp, CounterStore } from "../../src/counters/index.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../support/postgres.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../support/redis.js";

const noPostgres = await postgresMissing();
const redis = await redisIsThere();

interface Opened {
  readonly counters: CounterStore;
  readonly end: () => Promise<void>;
}

async function onRedis(): Promise<Opened & { readonly again: CounterStore }> {
  const { prefix, clean } = ownPrefix();
  const [counters, again] = [
    redisCounters({ url: REDIS_URL, prefix }),
    redisCounters({ url: REDIS_URL, prefix }),
  ];
  return {
    counters,
    again,
    end: async () => {
      await counters.close();
      await again.close();
      await clean();
    },
  };
}

counterContract(
  "redis",
  async () => {
    const { counters, again, end } = await onRedis();
    return { counters, alongside: again, destroy: end };
  },
  {
    describe: redis ? describe : describe.skip,
    it,
    equal: (actual, expected) => {
      expect(actual).toEqual(expected);
    },
  },
);

const T = 1_800_000_000_000;
const member = fc.constantFrom("a", "b", "c", "d");
const op = fc.oneof(
  fc.record({
    member,
    keepMs: fc.constantFrom(50, 500),
    back: fc.constantFrom(10, 50, 400),
    list: fc.boolean(),
  }),
  fc.record({ value: fc.option(member, { nil: undefined }), keep: fc.constantFrom(1, 3) }),
  fc.record({ add: fc.constantFrom<Record<string, number>>({}, { x: 1 }, { x: 2, y: 1 }) }),
  fc.record({ note: fc.constantFrom(undefined, null, 300_000) }),
);
const step = fc.record({
  ops: fc.array(op, { minLength: 1, maxLength: 4 }),
  later: fc.constantFrom(0, 1, 20, 200),
  then: fc.constantFrom("keep", "keep", "release", "peek"),
});

function opAt(given: typeof op extends fc.Arbitrary<infer Given> ? Given : never, at: number): CounterOp {
  if ("member" in given)
    return {
      kind: "set",
      key: `s${String(given.keepMs)}`,
      member: given.member,
      keepMs: given.keepMs,
      since: [at - given.back, at - given.keepMs],
      most: 3,
      list: given.list,
    };
  if ("keep" in given)
    return {
      kind: "ring",
      key: `r${String(given.keep)}`,
      value: given.value,
      keep: given.keep,
      keepMs: 300,
      read: 2,
    };
  if ("add" in given) return { kind: "tally", key: "t", add: given.add, stepMs: 100, keepMs: 300 };
  const set =
    given.note === undefined || given.note === null ? given.note : { value: "v", until: at + given.note };
  return { kind: "flag", key: "f", set };
}

/** One operation per counter in a take, as a send has them. */
function distinct(ops: readonly CounterOp[]): readonly CounterOp[] {
  return [...new Map(ops.map((one) => [`${one.kind}${one.key}`, one])).values()];
}

async function play(
  counters: CounterStore,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
  keys: string,
) {
  let at = T;
  const seen: unknown[] = [];
  for (const { ops, later, then } of steps) {
    at += later;
    const now = at;
    const all = distinct(ops.map((one) => ({ ...opAt(one, now), key: `${keys}${opAt(one, now).key}` })));
    const readings = then === "peek" ? await counters.peek(all, now) : await counters.take(all, now);
    // Members of one instant come in any order.
    seen.push(
      readings.map((reading) =>
        reading.kind === "set"
          ? { ...reading, members: reading.members.map(({ at: added }) => added) }
          : reading,
      ),
    );
    const places = all
      .map((one, index) => ({ one, reading: readings[index] }))
      .filter(({ one }) => one.kind !== "flag");
    if (then === "release")
      await counters.release(
        places.map(({ one }) => one),
        places.map(({ reading }) => reading).filter((reading) => reading !== undefined),
        now,
      );
  }
  return seen;
}

const FORMS: Readonly<
  Record<string, { readonly skip: boolean; readonly runs: number; readonly open: () => Promise<Opened> }>
> = {
  sqlite: {
    skip: false,
    runs: 60,
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), "waypost-counters-"));
      const store = sqliteStore({ path: join(folder, "c.db") });
      await store.init();
      return {
        counters: store.counters,
        end: async () => {
          await store.close();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
  },
  postgres: {
    skip: noPostgres !== undefined,
    runs: 12,
    open: async () => {
      const schema = freshSchema();
      const store = postgresStore({ url: POSTGRES_URL, schema, connections: 2 });
      await store.init();
      return {
        counters: store.counters,
        end: async () => {
          await store.close();
          await dropSchema(schema);
        },
      };
    },
  },
  redis: { skip: !redis, runs: 60, open: onRedis },
};

describe("any history reads the same everywhere", () => {
  for (const [name, { skip, runs, open }] of Object.entries(FORMS)) {
    it.skipIf(skip)(`${name} reads as memory does`, async () => {
      const opened = await open();
      let runCount = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
          const keys = `run${String(++runCount)}:`;
          expect(await play(opened.counters, steps, keys)).toEqual(
            await play(memoryStore().counters, steps, keys),
          );
        }),
        { numRuns: runs },
      );
      await opened.end();
    });
  }
});

it.skipIf(!redis)("a Redis that is away fails closed", async () => {
  const counters = redisCounters({ url: "redis://127.0.0.1:1" });
  await expect(counters.take([{ kind: "flag", key: "f" }], 1)).rejects.toSatisfy(
    (error) => StoreError.is(error) && error.code === "STORE_UNAVAILABLE",
  );
  await counters.close();
});
