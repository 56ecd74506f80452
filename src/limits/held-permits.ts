import type { Permit } from "./shared-tokens.js";

/** Some messages of a permit. */
export interface Part {
  readonly permit: Permit;
  readonly count: number;
}

/** Permits to leave that were given ahead of their time, in its order. Each is used once, within its time, or handed back. */
export class HeldPermits {
  readonly #held: { readonly permit: Permit; count: number }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** From when the next one may be used; undefined when there is none. */
  get due(): number | undefined {
    return this.#held[0]?.permit.from;
  }

  add(permit: Permit): void {
    if (permit.count <= 0) return;
    let place = this.#held.length;
    while (place > 0 && (this.#held[place - 1]?.permit.from ?? 0) > permit.from) place--;
    this.#held.splice(place, 0, { permit, count: permit.count });
    this.#size += permit.count;
  }

  /** Takes up to `most` of the first permit whose time it is; undefined when it is nobody's time. */
  take(most: number, now: number): Part | undefined {
    const first = this.#held[0];
    if (first === undefined || most <= 0) return undefined;
    if (first.permit.from > now || now > first.permit.until) return undefined;
    const count = Math.min(most, first.count);
    first.count -= count;
    this.#size -= count;
    if (first.count === 0) this.#held.shift();
    return { permit: first.permit, count };
  }

  /** Takes out those that came to nothing: their time is over. */
  stale(now: number): readonly Part[] {
    let over = 0;
    while (over < this.#held.length && (this.#held[over]?.permit.until ?? now) < now) over++;
    if (over === 0) return NONE;
    const stale = this.#held.splice(0, over);
    for (const { count } of stale) this.#size -= count;
    return stale;
  }
}

const NONE: readonly never[] = [];
