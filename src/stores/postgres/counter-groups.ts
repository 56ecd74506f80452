import type { CounterOp, CounterReading, RingOp, RingReading } from "../../counters/index.js";

/** One operation of one of the sends that ask together. */
export interface Asked {
  readonly op: CounterOp;
  readonly at: number;
}

/**
 * Operations that the database does as one, and the reading of each. Sends of one moment share most of their counters: the
 * ring of a template, the notes of a number.
 */
export interface CounterGroup<One extends Asked> {
  /** In order, all on one counter. */
  readonly asked: readonly One[];
  /** What the database is asked. */
  readonly asOne: Asked;
  /** What each would have read, had they come one after the other. */
  readonly readings: (reading: CounterReading) => readonly CounterReading[];
}

/** Puts together what can be done as one. Given in the order of the counters; `change`: they take, and do not only look. */
export function groupCounters<One extends Asked>(
  ordered: readonly One[],
  change: boolean,
): readonly CounterGroup<One>[] {
  const groups: One[][] = [];
  for (const one of ordered) {
    const last = groups.at(-1);
    if (last !== undefined && fits(last, one)) last.push(one);
    else groups.push([one]);
  }
  return groups.map((asked) => ({ asked, ...merged(asked, change) }));
}

function fits(group: readonly Asked[], { op }: Asked): boolean {
  const first = group[0]?.op;
  if (first === undefined || first.key !== op.key) return false;
  if (first.kind === "flag" && op.kind === "flag") return first.set === undefined && op.set === undefined;
  return (
    first.kind === "ring" &&
    op.kind === "ring" &&
    first.value !== undefined &&
    op.value !== undefined &&
    first.keep === op.keep &&
    first.keepMs === op.keepMs &&
    group.length < op.keep
  );
}

type Merged = Pick<CounterGroup<Asked>, "asOne" | "readings">;
type AskedRing = Asked & { readonly op: RingOp };

function merged(asked: readonly Asked[], change: boolean): Merged {
  const newest = asked.at(-1);
  if (newest === undefined) throw new TypeError("a group has an operation");
  if (asked.length === 1 || !asked.every(isRing))
    return { asOne: newest, readings: (reading) => asked.map(() => reading) };
  const read = Math.max(...asked.map(({ op }) => op.read));
  const pushed = asked.map(({ op, at }) => ({ value: op.value ?? "", at })).reverse();
  return {
    asOne: change ? pushAll(asked, read) : { at: newest.at, op: { ...newest.op, read } as RingOp },
    readings: (reading) => {
      const before: RingReading["entries"] = reading.kind === "ring" ? reading.entries : [];
      return asked.map(({ op }, index) => {
        const earlier = change ? pushed.slice(asked.length - index) : [];
        return { kind: "ring", entries: [...earlier, ...before].slice(0, op.read) };
      });
    },
  };
}

/** A ring is kept as a list, newest first: several entries go in front of it as well as one. */
function pushAll(asked: readonly AskedRing[], read: number): Asked {
  const [newest, ...others] = asked.toReversed();
  if (newest === undefined) throw new TypeError("a group has an operation");
  const value = [
    newest.op.value ?? "",
    ...others.map(({ op, at }) => `${String(at)}:${op.value ?? ""}`),
  ].join(",");
  return { at: newest.at, op: { ...newest.op, value, keep: newest.op.keep - others.length, read } };
}

function isRing(one: Asked): one is AskedRing {
  return one.op.kind === "ring";
}
