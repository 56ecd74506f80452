import {
  addToTally,
  type CounterOp,
  type CounterReading,
  type CounterStore,
  stepsSince,
  type TallyReading,
} from "../../counters/index.js";
import { TimedRing } from "./timed-ring.js";
import { TimedSet } from "./timed-set.js";

interface Counter {
  /** After it, nothing in the counter counts. */
  ends: number;
  members?: TimedSet;
  ring?: TimedRing;
  steps?: TallyReading["steps"];
  flag?: { readonly value: string; readonly until: number } | undefined;
}

/** Counters in this process's memory. Each call works in one turn of the event loop. */
export function memoryCounters(): CounterStore {
  const counters = new Map<string, Counter>();
  const counterOf = (op: CounterOp): Counter | undefined => counters.get(op.kind + op.key);
  const made = (op: CounterOp): Counter => {
    const counter: Counter = { ends: 0 };
    counters.set(op.kind + op.key, counter);
    return counter;
  };

  return {
    take: async (ops, at) => {
      const found = ops.map(counterOf);
      const readings = ops.map((op, index) => read(found[index], op, at));
      ops.forEach((op, index) => {
        if (changes(op)) apply(found[index] ?? counterOf(op) ?? made(op), op, at);
      });
      return readings;
    },
    peek: async (ops, at) => ops.map((op) => read(counterOf(op), op, at)),
    release: async (taken, readings, at) => {
      for (const [index, op] of taken.entries()) {
        const counter = counterOf(op);
        if (counter !== undefined) giveBack(counter, op, readings[index], at);
      }
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

function read(counter: Counter | undefined, op: CounterOp, at: number): CounterReading {
  switch (op.kind) {
    case "set":
      return (counter?.members ?? NO_MEMBERS).read(op, at);
    case "ring":
      return { kind: "ring", entries: counter?.ring?.read(op, at) ?? [] };
    case "tally":
      return { kind: "tally", steps: stepsSince(counter?.steps ?? [], at - op.keepMs, op.stepMs) };
    case "flag":
      return counter?.flag !== undefined && counter.flag.until > at
        ? { kind: "flag", ...counter.flag }
        : NO_FLAG;
  }
}

const NO_MEMBERS = new TimedSet();
const NO_FLAG: CounterReading = { kind: "flag" };

/** False where an operation only reads. */
function changes(op: CounterOp): boolean {
  switch (op.kind) {
    case "set":
      return true;
    case "ring":
      return op.value !== undefined;
    case "tally":
      return Object.keys(op.add).length > 0;
    case "flag":
      return op.set !== undefined;
  }
}

function apply(counter: Counter, op: CounterOp, at: number): void {
  switch (op.kind) {
    case "set":
      counter.members ??= new TimedSet();
      counter.members.dropBefore(at - op.keepMs);
      counter.members.add(op.member, at);
      break;
    case "ring":
      counter.ring ??= new TimedRing();
      if (op.value !== undefined) counter.ring.add(op.value, at, op);
      break;
    case "tally":
      counter.steps = addToTally(counter.steps ?? [], op, at);
      break;
    case "flag":
      counter.flag = op.set ?? undefined;
      counter.ends = op.set?.until ?? 0;
      return;
  }
  counter.ends = Math.max(counter.ends, at + op.keepMs);
}

function giveBack(counter: Counter, op: CounterOp, reading: CounterReading | undefined, at: number): void {
  if (op.kind === "set" && reading?.kind === "set") {
    // Added again since by another send: that one holds the place now.
    if (counter.members?.get(op.member) !== at) return;
    if (reading.knownAt === undefined) counter.members.delete(op.member);
    else counter.members.restore(op.member, reading.knownAt);
  } else if (op.kind === "ring") {
    counter.ring?.remove(op.value, at);
  } else if (op.kind === "tally") {
    const less = Object.fromEntries(Object.entries(op.add).map(([name, by]) => [name, -by]));
    counter.steps = addToTally(counter.steps ?? [], { ...op, add: less }, at);
  }
}
