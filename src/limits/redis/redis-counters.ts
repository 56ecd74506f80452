import {
  type CounterOp,
  type CounterReading,
  type CounterStore,
  stepsSince,
  type TallyReading,
} from "../../counters/index.js";
import { StoreError } from "../../core/index.js";
import { COUNT, GIVE_BACK } from "./counter-script.js";
import { openRedis, type OpenRedis, type RedisConnectionOptions } from "./redis-client.js";
import { runScript } from "./run-script.js";
import { within } from "./within.js";

/** Where the counters of the guards live on Redis. */
export type RedisCountersOptions = RedisConnectionOptions & {
  /** Start of every key. Default `waypost:`. Processes that share an account share it. */
  readonly prefix?: string | undefined;
};

/** Counters of the guards in Redis; close what it opened with `close()`. */
export interface RedisCounters extends CounterStore {
  /** Closes the connection that this made; a client of yours stays open. */
  close(): Promise<void>;
}

const ANSWER_MS = 2_000;

/** A reading as the script gives it. */
interface Answer {
  readonly known?: string;
  readonly counts?: readonly number[];
  readonly oldest?: readonly string[];
  readonly members?: readonly (readonly [string, string])[];
  readonly entries?: readonly string[];
  readonly sums?: readonly string[];
  readonly note?: string;
}

/**
 * What the guards count, in Redis 6 or newer: for many machines, so that counting does not weigh on the database. Keys end by
 * themselves and hold hashes. When Redis is away, business-initiated sends fail closed with `STORE_UNAVAILABLE`.
 *
 * @example
 * ```ts
 * new Waypost({ ..., counters: redisCounters({ url: "redis://127.0.0.1:6379" }) });
 * ```
 * @throws ValidationError `INVALID_OPTIONS`; StoreError `STORE_DRIVER_MISSING`, `STORE_UNAVAILABLE` come with the first use.
 */
export function redisCounters(options: RedisCountersOptions): RedisCounters {
  const prefix = options.prefix ?? "waypost:";
  let opening: Promise<OpenRedis> | undefined;
  const quiet = (): void => undefined;
  const open = (): Promise<OpenRedis> =>
    (opening ??= openRedis(options).then((redis) => {
      redis.client.on("error", quiet);
      return redis;
    }));
  const run = async (script: string, ops: readonly CounterOp[], argument: object): Promise<unknown> => {
    const { client } = await open();
    const keys = ops.map((op) => `${prefix}guard:${op.kind}:${op.key}`);
    try {
      return await within(ANSWER_MS, runScript(client, script, keys, [JSON.stringify(argument)]));
    } catch (cause) {
      throw new StoreError("STORE_UNAVAILABLE", "The guards' counters in Redis do not answer.", {
        fix: "Check Redis and its address. Nothing was sent.",
        cause,
      });
    }
  };
  const count = async (
    ops: readonly CounterOp[],
    at: number,
    change: boolean,
  ): Promise<readonly CounterReading[]> => {
    if (ops.length === 0) return [];
    const text = await run(COUNT, ops, { at, change, ops: ops.map(parameters) });
    const answers = JSON.parse(String(text)) as readonly Answer[];
    return ops.map((op, index) => readingFrom(op, answers[index] ?? {}, at));
  };
  return {
    take: (ops, at) => count(ops, at, true),
    peek: (ops, at) => count(ops, at, false),
    release: async (taken, readings, at) => {
      const back = taken
        .map((op, index) => ({ op, reading: readings[index] }))
        .filter(
          ({ op }) =>
            op.kind === "set" || op.kind === "tally" || (op.kind === "ring" && op.value !== undefined),
        );
      if (back.length === 0) return;
      await run(
        GIVE_BACK,
        back.map(({ op }) => op),
        { at, ops: back.map(({ op, reading }) => ({ ...parameters(op), known: knownAt(reading) })) },
      );
    },
    // Keys of Redis end by themselves.
    prune: () => Promise.resolve(0),
    close: async () => {
      const redis = await opening;
      if (redis === undefined) return;
      redis.client.off("error", quiet);
      if (!redis.owned) return;
      if (redis.client.status === "ready") await redis.client.quit().catch(quiet);
      else redis.client.disconnect();
    },
  };
}

function knownAt(reading: CounterReading | undefined): number | undefined {
  return reading?.kind === "set" ? reading.knownAt : undefined;
}

function parameters(op: CounterOp): Record<string, unknown> {
  switch (op.kind) {
    case "set":
      return {
        kind: "set",
        member: op.member,
        keep: op.keepMs,
        since: op.since.map((since) => Math.ceil(Math.max(since, 0))),
        most: op.most,
        list: op.list,
      };
    case "ring":
      return { kind: "ring", value: op.value, entries: op.keep, keep: op.keepMs, read: op.read };
    case "tally":
      return { kind: "tally", add: op.add, step: op.stepMs, keep: op.keepMs };
    case "flag":
      return {
        kind: "flag",
        keep: 0,
        clear: op.set === null,
        ...(op.set === null || op.set === undefined
          ? {}
          : { note: JSON.stringify(op.set), until_at: op.set.until }),
      };
  }
}

function readingFrom(op: CounterOp, answer: Answer, at: number): CounterReading {
  switch (op.kind) {
    case "set":
      return {
        kind: "set",
        ...(answer.known === undefined ? {} : { knownAt: Number(answer.known) }),
        counts: answer.counts ?? [],
        oldest: (answer.oldest ?? []).map((instant) => (instant === "" ? undefined : Number(instant))),
        members: listOf(answer.members).map(([member, added]) => ({ member, at: Number(added) })),
      };
    case "ring":
      return {
        kind: "ring",
        entries: listOf(answer.entries).map((entry) => {
          const colon = entry.indexOf(":");
          return { value: entry.slice(colon + 1), at: Number(entry.slice(0, colon)) };
        }),
      };
    case "tally":
      return { kind: "tally", steps: stepsSince(stepsOf(listOf(answer.sums)), at - op.keepMs, op.stepMs) };
    case "flag": {
      if (answer.note === undefined || answer.note === "") return { kind: "flag" };
      const note = JSON.parse(answer.note) as { readonly value: string; readonly until: number };
      return note.until > at ? { kind: "flag", ...note } : { kind: "flag" };
    }
  }
}

/** `<step>:<name>`, sum, `<step>:<name>`, sum, ... */
function stepsOf(sums: readonly string[]): TallyReading["steps"] {
  const steps = new Map<number, Record<string, number>>();
  for (let index = 0; index + 1 < sums.length; index += 2) {
    const [step = "", name = ""] = sums[index]?.split(":") ?? [];
    const from = Number(step);
    const known = steps.get(from) ?? {};
    known[name] = Number(sums[index + 1]);
    steps.set(from, known);
  }
  return [...steps].sort(([a], [b]) => a - b).map(([from, all]) => ({ from, sums: all }));
}

/** An empty list of Lua is an empty object in JSON. */
function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}
