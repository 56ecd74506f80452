import type { RingOp, RingReading } from "../../counters/index.js";

type Entry = RingReading["entries"][number];

const NOTHING: readonly Entry[] = [];

/** The last values, each with the instant at which it came. Adding one costs the same however many are kept. */
export class TimedRing {
  /** Oldest first. */
  readonly #entries: Entry[] = [];

  add(value: string, at: number, { keep, keepMs }: Pick<RingOp, "keep" | "keepMs">): void {
    this.#entries.push({ value, at });
    while (this.#entries.length > keep || (this.#entries[0]?.at ?? at) < at - keepMs) this.#entries.shift();
  }

  /** The newest of them, newest first. */
  read({ read, keepMs }: Pick<RingOp, "read" | "keepMs">, at: number): RingReading["entries"] {
    if (read === 0) return NOTHING;
    const after = at - keepMs;
    const newest: Entry[] = [];
    for (let index = this.#entries.length - 1; index >= 0 && newest.length < read; index--) {
      const entry = this.#entries[index];
      if (entry !== undefined && entry.at >= after) newest.push(entry);
    }
    return newest;
  }

  /** Takes back what was added with this value at this instant. */
  remove(value: string | undefined, at: number): void {
    const index = this.#entries.findLastIndex((entry) => entry.at === at && entry.value === value);
    if (index >= 0) this.#entries.splice(index, 1);
  }
}
