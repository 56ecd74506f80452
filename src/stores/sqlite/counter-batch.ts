import {
  addToTally,
  type CounterOp,
  type CounterReading,
  type FlagReading,
  newestOf,
  ringText,
  stepsSince,
  type TallyReading,
} from "../../counters/index.js";
import type { Connection } from "./connection.js";
import { CounterMembers } from "./counter-members.js";
import { type CounterRows, endOf } from "./counter-rows.js";

type Steps = TallyReading["steps"];
type Flag = { readonly value: string; readonly until: number };

/** The counters that the takes of one transaction touch, each row written once however many count in it. */
export class CounterBatch {
  readonly #rows: CounterRows;
  readonly #members: CounterMembers;

  constructor(connection: Connection, rows: CounterRows) {
    this.#rows = rows;
    this.#members = new CounterMembers(connection, rows);
    rows.begin();
  }

  read(op: CounterOp, at: number): CounterReading {
    switch (op.kind) {
      case "set":
        return this.#members.read(op, at);
      case "ring":
        return {
          kind: "ring",
          entries: op.read === 0 ? [] : newestOf(this.#rows.entriesOf(op), op.read, at - op.keepMs),
        };
      case "tally":
        return { kind: "tally", steps: stepsSince(this.#stepsOf(op), at - op.keepMs, op.stepMs) };
      case "flag":
        return readFlag(this.#rows.contentOf(op), at);
    }
  }

  apply(op: CounterOp, at: number): void {
    switch (op.kind) {
      case "set":
        this.#members.add(op, at);
        return;
      case "ring":
        if (op.value === undefined) return;
        this.#rows.push(op, { value: op.value, at });
        return;
      case "tally":
        if (Object.keys(op.add).length === 0) return;
        this.#rows.write(op, JSON.stringify(addToTally(this.#stepsOf(op), op, at)), endOf(at + op.keepMs));
        return;
      case "flag":
        if (op.set === null) this.#rows.write(op, "", 0);
        else if (op.set !== undefined) this.#rows.write(op, JSON.stringify(op.set), endOf(op.set.until));
    }
  }

  giveBack(op: CounterOp, reading: CounterReading | undefined, at: number): void {
    if (op.kind === "set" && reading?.kind === "set") this.#members.giveBack(op, reading.knownAt, at);
    else if (op.kind === "ring") {
      const entries = this.#rows.entriesOf(op);
      const index = entries.findIndex((entry) => entry.at === at && entry.value === op.value);
      if (index >= 0) this.#rows.write(op, ringText(entries.toSpliced(index, 1)), endOf(at + op.keepMs));
    } else if (op.kind === "tally") {
      const less = Object.fromEntries(Object.entries(op.add).map(([name, by]) => [name, -by]));
      this.apply({ ...op, add: less }, at);
    }
  }

  /** Writes what changed. */
  flush(): void {
    this.#rows.flush();
  }

  #stepsOf(op: CounterOp): Steps {
    const content = this.#rows.contentOf(op);
    return content === "" ? [] : (JSON.parse(content) as Steps);
  }
}

function readFlag(content: string, at: number): FlagReading {
  if (content === "") return { kind: "flag" };
  const flag = JSON.parse(content) as Flag;
  return flag.until > at ? { kind: "flag", ...flag } : { kind: "flag" };
}
