import { type CounterOp, type CounterReading, type CounterStore, stepsSince } from "../../counters/index.js";
import { HOUR } from "../../core/index.js";
import { groupCounters } from "./counter-groups.js";
import type { Database } from "./database.js";

interface Take {
  readonly ops: readonly CounterOp[];
  readonly at: number;
}

/** A reading as `waypost_count` gives it. */
interface Answer {
  readonly known?: number | null;
  readonly counts?: readonly number[];
  readonly oldest?: readonly (number | null)[];
  readonly members?: readonly { readonly member: string; readonly at: number }[];
  readonly entries?: readonly string[] | null;
  readonly steps?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly flag?: string | null;
}

/** Counters in the database: those of all sends that ask at the same time in one round trip. */
export function postgresCounters(database: Database): CounterStore {
  const batch = (change: boolean) =>
    // One batch at a time: two would only wait for each other's counters.
    database.batch<Take, readonly CounterReading[]>((takes) => count(database, takes, change), {
      atOnce: change ? 1 : 2,
    });
  const take = batch(true);
  const peek = batch(false);
  return {
    take: (ops, at) => (ops.length === 0 ? Promise.resolve([]) : take({ ops, at })),
    peek: (ops, at) => (ops.length === 0 ? Promise.resolve([]) : peek({ ops, at })),
    release: async (taken, readings, at) => {
      const [tallies, others] = [taken.filter(isTally), taken.filter((op) => !isTally(op))];
      const back = others
        .map((op) => giveBack(op, readings[taken.indexOf(op)], at))
        .filter((op) => op !== undefined)
        .sort(byKey);
      if (back.length > 0) await database.query("SELECT {give_back}($1::jsonb)", JSON.stringify(back));
      if (tallies.length > 0) await take({ ops: tallies.map(negative), at });
    },
    prune: async ({ now, limit }) => {
      const rows = await database.query(
        `WITH old AS (DELETE FROM {counter} WHERE key IN (SELECT key FROM {counter} WHERE ends <= $1 LIMIT $2) RETURNING key)
         SELECT key FROM old`,
        now,
        limit,
      );
      const keys = rows.map(({ key }) => String(key));
      if (keys.length > 0)
        await database.query("DELETE FROM {counter_member} WHERE key = ANY ($1::text[])", keys);
      return keys.length;
    },
  };
}

async function count(
  database: Database,
  takes: readonly Take[],
  change: boolean,
): Promise<readonly (readonly CounterReading[])[]> {
  const flat = takes.flatMap(({ ops, at }, send) => ops.map((op, place) => ({ op, at, send, place })));
  // By key, so that no two batches hold what the other waits for; sends with the same key keep their order.
  const ordered = flat.map((one) => ({ ...one, key: rowKey(one.op) })).sort(byKey);
  const groups = groupCounters(ordered, change);
  const [row] = await database.query(
    "SELECT {count}($1::jsonb, $2::boolean)::text AS readings",
    JSON.stringify(groups.map(({ asOne: { op, at } }) => parameters(op, at))),
    change ? "true" : "false",
  );
  const answers = JSON.parse(String(row?.readings ?? "[]")) as readonly Answer[];
  const readings: CounterReading[][] = takes.map(() => []);
  for (const [index, { asked, asOne, readings: each }] of groups.entries()) {
    const all = each(readingFrom(asOne.op, answers[index] ?? {}, asOne.at));
    for (const [one, { send, place }] of asked.entries()) {
      const [own, reading] = [readings[send], all[one]];
      if (own !== undefined && reading !== undefined) own[place] = reading;
    }
  }
  return readings;
}

function parameters(op: CounterOp, at: number): Record<string, unknown> {
  const keepMs = op.kind === "flag" ? 0 : op.keepMs;
  const common = { kind: op.kind, key: rowKey(op), at, keep_ms: keepMs, ends: endOf(at + keepMs) };
  switch (op.kind) {
    case "set":
      return {
        ...common,
        writes: true,
        member: op.member,
        // A whole number: windows may begin at any instant.
        since: op.since.map((since) => Math.ceil(Math.max(since, 0))),
        most: op.most,
        list: op.list === true,
      };
    case "ring":
      return { ...common, writes: op.value !== undefined, value: op.value, keep: op.keep, read: op.read };
    case "tally":
      return { ...common, writes: Object.keys(op.add).length > 0, add: op.add, step_ms: op.stepMs };
    case "flag":
      return {
        ...common,
        writes: op.set !== undefined,
        content: op.set === null || op.set === undefined ? null : JSON.stringify(op.set),
        ends: op.set === null || op.set === undefined ? at : endOf(op.set.until),
      };
  }
}

function readingFrom(op: CounterOp, answer: Answer, at: number): CounterReading {
  switch (op.kind) {
    case "set":
      return {
        kind: "set",
        ...(typeof answer.known === "number" ? { knownAt: answer.known } : {}),
        counts: answer.counts ?? [],
        oldest: (answer.oldest ?? []).map((instant) => instant ?? undefined),
        members: answer.members ?? [],
      };
    case "ring":
      return {
        kind: "ring",
        entries: (answer.entries ?? []).map((entry) => {
          const colon = entry.indexOf(":");
          return { value: entry.slice(colon + 1), at: Number(entry.slice(0, colon)) };
        }),
      };
    case "tally":
      return {
        kind: "tally",
        steps: stepsSince(
          Object.entries(answer.steps ?? {})
            .map(([from, sums]) => ({ from: Number(from), sums }))
            .sort((a, b) => a.from - b.from),
          at - op.keepMs,
          op.stepMs,
        ),
      };
    case "flag": {
      if (typeof answer.flag !== "string") return { kind: "flag" };
      const flag = JSON.parse(answer.flag) as { readonly value: string; readonly until: number };
      return flag.until > at ? { kind: "flag", ...flag } : { kind: "flag" };
    }
  }
}

function giveBack(
  op: CounterOp,
  reading: CounterReading | undefined,
  at: number,
): { readonly key: string; readonly [name: string]: unknown } | undefined {
  if (op.kind === "set" && reading?.kind === "set")
    return { kind: "set", key: rowKey(op), member: op.member, at, known: reading.knownAt ?? null };
  if (op.kind === "ring" && op.value !== undefined)
    return { kind: "ring", key: rowKey(op), value: op.value, at };
  return undefined;
}

function isTally(op: CounterOp): op is Extract<CounterOp, { kind: "tally" }> {
  return op.kind === "tally";
}

function negative(op: Extract<CounterOp, { kind: "tally" }>): CounterOp {
  return { ...op, add: Object.fromEntries(Object.entries(op.add).map(([name, by]) => [name, -by])) };
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

/** Rounded up to the hour, so that its index rests while a counter is in use. */
function endOf(ends: number): number {
  return Math.ceil(ends / HOUR) * HOUR;
}

function rowKey(op: CounterOp): string {
  return `${op.kind}:${op.key}`;
}
