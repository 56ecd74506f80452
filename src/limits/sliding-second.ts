// One millisecond more than a second: two grants exactly 1,000 ms apart could share Meta's second.
const SECOND_MS = 1_001;

/**
 * How many tokens went out in the last second, exactly: the guard that keeps jitter of timers from pushing a second
 * over Meta's limit. Grants are kept as (time, count) pairs; a tick makes one pair at most.
 */
export class SlidingSecond {
  readonly #windowMs: number;
  readonly #grants: { at: number; count: number }[] = [];
  #sum = 0;

  constructor(windowMs = SECOND_MS) {
    this.#windowMs = windowMs;
  }

  /** Tokens that may still go out at `now` under `limit`. */
  room(limit: number, now: number): number {
    this.#forget(now);
    return Math.max(0, limit - this.#sum);
  }

  add(count: number, now: number): void {
    this.#sum += count;
    const last = this.#grants.at(-1);
    if (last?.at === now) last.count += count;
    else this.#grants.push({ at: now, count });
  }

  /** Milliseconds until at least one token falls out of the window. */
  waitMs(now: number): number {
    this.#forget(now);
    const [first] = this.#grants;
    return first === undefined ? 0 : Math.max(1, first.at + this.#windowMs - now);
  }

  #forget(now: number): void {
    while (this.#grants.length > 0 && (this.#grants[0]?.at ?? 0) + this.#windowMs <= now) {
      this.#sum -= this.#grants.shift()?.count ?? 0;
    }
  }
}
