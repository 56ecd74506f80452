import { type CounterOp, pushToRing, readRing, type RingOp, type RingReading } from "../../counters/index.js";
import { HOUR } from "../../core/index.js";
import type { Connection } from "./connection.js";

interface CounterRow {
  /** Of a ring, a tally or a note; empty for a set. */
  content: string;
  /** Rows of a set's members; entries of a ring. */
  size: number;
  ends: number;
  /** A ring's content, taken apart when it was first read. */
  entries?: RingReading["entries"] | undefined;
}

/** So many rows are kept between transactions. */
const MOST_KEPT = 1_000;

/**
 * Rows of `waypost_counter`: read when they are first asked for, written at the end of a transaction, and kept for the next
 * ones for as long as no other process wrote to the file.
 */
export class CounterRows {
  readonly #connection: Connection;
  readonly #rows = new Map<string, CounterRow>();
  readonly #changed = new Set<string>();
  #generation = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Before the first look of a read or a transaction. */
  begin(): void {
    const generation = this.#connection.generation();
    if (generation === this.#generation && this.#rows.size <= MOST_KEPT) return;
    this.#rows.clear();
    this.#changed.clear();
    this.#generation = generation;
  }

  contentOf(op: CounterOp): string {
    return this.#row(rowKey(op)).content;
  }

  write(op: CounterOp, content: string, ends: number): void {
    const row = this.#change(op, content, ends);
    row.entries = undefined;
    row.size = 0;
  }

  entriesOf(op: RingOp): RingReading["entries"] {
    const row = this.#row(rowKey(op));
    return (row.entries ??= readRing(row.content));
  }

  push(op: RingOp, entry: RingReading["entries"][number]): void {
    const before = this.#row(rowKey(op));
    const { text, size } = pushToRing(
      { text: before.content, size: before.size },
      entry,
      op.keep,
      entry.at - op.keepMs,
    );
    const row = this.#change(op, text, endOf(entry.at + op.keepMs));
    row.entries &&= [entry, ...row.entries].slice(0, size);
    row.size = size;
  }

  sizeOf(key: string): number {
    return this.#row(key).size;
  }

  resize(key: string, by: number, ends: number): void {
    const row = this.#row(key);
    if (by === 0 && ends <= row.ends) return;
    row.size += by;
    row.ends = Math.max(row.ends, ends);
    this.#changed.add(key);
  }

  flush(): void {
    for (const key of this.#changed) {
      const { content, size, ends } = this.#row(key);
      this.#connection.run(
        `INSERT INTO waypost_counter (key, ends, size, content) VALUES (?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET ends = excluded.ends, size = excluded.size, content = excluded.content`,
        key,
        ends,
        size,
        content === "" ? null : content,
      );
    }
    this.#changed.clear();
  }

  #change(op: CounterOp, content: string, ends: number): CounterRow {
    const key = rowKey(op);
    const row = this.#row(key);
    row.content = content;
    row.ends = ends;
    this.#changed.add(key);
    return row;
  }

  #row(key: string): CounterRow {
    let row = this.#rows.get(key);
    if (row === undefined) {
      const stored = this.#connection.get(
        "SELECT ends, size, content FROM waypost_counter WHERE key = ?",
        key,
      );
      row = {
        content: typeof stored?.content === "string" ? stored.content : "",
        size: Number(stored?.size ?? 0),
        ends: Number(stored?.ends ?? 0),
      };
      this.#rows.set(key, row);
    }
    return row;
  }
}

export function rowKey(op: CounterOp): string {
  return `${op.kind}:${op.key}`;
}

/** Rounded up to the hour, so that its index rests while a counter is in use. */
export function endOf(ends: number): number {
  return Math.ceil(ends / HOUR) * HOUR;
}
