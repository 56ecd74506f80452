import {
  addToTally,
  type CounterOp,
  type CounterReading,
  type CounterStore,
  type RingReading,
  stepsSince,
  type TallyReading,
} from "../../counters/index.js";
import { TimedSet } from "./timed-set.js";

interface Counter {
  /** After it, nothing in the counter counts. */
  ends: number;
  members?: TimedSet;
  ring: RingReading["entries"];
  steps: TallyReading["steps"];
  flag?: { readonly value: string; readonly until: number } | undefined;
}

/** Counters in this process's memory. Each call works in one turn of the event loop. */
export function memoryCounters(): CounterStore {
  const counters = new Map<string, Counter>();

  const counterOf = (key: string): Counter => {
    const known = counters.get(key);
    if (known !== undefined) return known;
    const made: Counter = { ends: 0, ring: [], steps: [] };
    counters.set(key, made);
    return made;
  };

  const apply = (op: CounterOp, at: number): void => {
    const counter = counterOf(op.kind + op.key);
    switch (op.kind) {
      case "set":
        counter.members ??= new TimedSet();
        counter.members.dropBefore(at - op.keepMs);
        counter.members.add(op.member, at);
        counter.ends = Math.max(counter.ends, at + op.keepMs);
        return;
      case "ring":
        if (op.value === undefined) return;
        counter.ring = [{ value: op.value, at }, ...counter.ring]
          .slice(0, op.keep)
          .filter((entry) => entry.at >= at - op.keepMs);
        counter.ends = Math.max(counter.ends, at + op.keepMs);
        return;
      case "tally":
        counter.steps = addToTally(counter.steps, op, at);
        counter.ends = Math.max(counter.ends, at + op.keepMs);
        return;
      case "flag":
        if (op.set === undefined) return;
        counter.flag = op.set ?? undefined;
        counter.ends = op.set?.until ?? 0;
    }
  };

  const read = (op: CounterOp, at: number): CounterReading => {
    const counter = counters.get(op.kind + op.key);
    switch (op.kind) {
      case "set":
        return (counter?.members ?? EMPTY).read(op, at);
      case "ring":
        return {
          kind: "ring",
          entries: (counter?.ring ?? []).filter((entry) => entry.at >= at - op.keepMs).slice(0, op.read),
        };
      case "tally":
        return { kind: "tally", steps: stepsSince(counter?.steps ?? [], at - op.keepMs, op.stepMs) };
      case "flag":
        return counter?.flag !== undefined && counter.flag.until > at
          ? { kind: "flag", ...counter.flag }
          : { kind: "flag" };
    }
  };

  const giveBack = (op: CounterOp, reading: CounterReading | undefined, at: number): void => {
    const counter = counters.get(op.kind + op.key);
    if (counter === undefined) return;
    if (op.kind === "set" && reading?.kind === "set") {
      // Added again since by another send: that one holds the place now.
      if (counter.members?.get(op.member) !== at) return;
      if (reading.knownAt === undefined) counter.members.delete(op.member);
      else counter.members.restore(op.member, reading.knownAt);
    } else if (op.kind === "ring") {
      const index = counter.ring.findIndex((entry) => entry.at === at && entry.value === op.value);
      if (index >= 0) counter.ring = counter.ring.toSpliced(index, 1);
    } else if (op.kind === "tally") {
      const less = Object.fromEntries(Object.entries(op.add).map(([name, by]) => [name, -by]));
      counter.steps = addToTally(counter.steps, { ...op, add: less }, at);
    }
  };

  return {
    take: async (ops, at) => {
      const readings = ops.map((op) => read(op, at));
      for (const op of ops) apply(op, at);
      return readings;
    },
    peek: async (ops, at) => ops.map((op) => read(op, at)),
    release: async (taken, readings, at) => {
      for (const [index, op] of taken.entries()) giveBack(op, readings[index], at);
    },
    prune: async ({ now, limit }) => {
      let gone = 0;
      for (const [key, { ends }] of counters) {
        if (gone >= limit) break;
        if (ends > now) continue;
        counters.delete(key);
        gone++;
      }
      return gone;
    },
  };
}

const EMPTY = new TimedSet();
