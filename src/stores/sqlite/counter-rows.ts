import type { CounterOp } from "../../counters/index.js";
import { HOUR } from "../../core/index.js";
import type { Connection } from "./connection.js";

interface CounterRow {
  /** Of a ring, a tally or a note; empty for a set. */
  content: string;
  /** Rows of a set's members. */
  size: number;
  ends: number;
  changed: boolean;
}

/** Rows of `waypost_counter` as they stand in one transaction: read when they are first asked for, written at its end. */
export class CounterRows {
  readonly #connection: Connection;
  readonly #rows = new Map<string, CounterRow>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  contentOf(op: CounterOp): string {
    return this.#row(rowKey(op)).content;
  }

  write(op: CounterOp, content: string, ends: number): void {
    Object.assign(this.#row(rowKey(op)), { content, ends, changed: true });
  }

  sizeOf(key: string): number {
    return this.#row(key).size;
  }

  resize(key: string, by: number, ends: number): void {
    const row = this.#row(key);
    if (by === 0 && ends <= row.ends) return;
    row.size += by;
    row.ends = Math.max(row.ends, ends);
    row.changed = true;
  }

  flush(): void {
    for (const [key, { content, size, ends, changed }] of this.#rows) {
      if (!changed) continue;
      this.#connection.run(
        `INSERT INTO waypost_counter (key, ends, size, content) VALUES (?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET ends = excluded.ends, size = excluded.size, content = excluded.content`,
        key,
        ends,
        size,
        content === "" ? null : content,
      );
    }
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
        changed: false,
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
