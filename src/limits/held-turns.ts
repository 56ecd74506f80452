import type { Turns } from "./shared-tokens.js";

/** Turns of sends that were given ahead of their time. */
export class HeldTurns {
  readonly #held: { at: number; readonly everyMs: number; count: number }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** When the next one is due; undefined when there is none. */
  get due(): number | undefined {
    return this.#held[0]?.at;
  }

  add(turns: Turns): void {
    if (turns.count <= 0) return;
    this.#held.push({ ...turns });
    this.#size += turns.count;
  }

  /** Takes up to `most` of those that are due. Returns how many. */
  take(most: number, now: number): number {
    let taken = 0;
    for (let first = this.#held[0]; first !== undefined && taken < most; first = this.#held[0]) {
      if (first.at > now) break;
      const due = Math.floor((now - first.at) / first.everyMs) + 1;
      const count = Math.min(due, first.count, most - taken);
      taken += count;
      first.count -= count;
      first.at += count * first.everyMs;
      if (first.count === 0) this.#held.shift();
    }
    this.#size -= taken;
    return taken;
  }

  /** Nobody waited for those that were due before `before`. */
  forget(before: number): void {
    this.take(this.#size, before);
  }
}
