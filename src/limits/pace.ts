/** Ticks per second at full use. One in forty is kept for jitter: 39 leases of a fortieth are 97.5 % of the limit. */
const TICKS = 39;
const SLOWEST = 1 / 16;
/** A hundred ticks, some seconds, from half the pace to the whole. */
const RECOVERY = 0.005;
/** Answers to what was under way together are one warning. */
const ONE_WARNING_MS = 1_000;

/** How big a lease of the bucket is and how far apart leases are: the limit, slowed down after Meta's 130429. */
export class Pace {
  #perSecond: number;
  #factor = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  set perSecond(value: number) {
    this.#perSecond = value;
  }

  /** 1 at full speed. */
  get factor(): number {
    return this.#factor;
  }

  /** Messages that one lease lets go. */
  get lease(): number {
    return Math.max(1, Math.floor(this.#perSecond / (TICKS + 1)));
  }

  /** Milliseconds from one lease to the next. */
  get intervalMs(): number {
    return (1_000 * this.lease) / (this.#perSecond * (TICKS / (TICKS + 1)) * this.#factor);
  }

  /** Meta answered 130429, at `now` on the process clock. */
  slowDown(now: number): void {
    if (now - this.#slowedAt < ONE_WARNING_MS) return;
    this.#slowedAt = now;
    this.#factor = Math.max(SLOWEST, this.#factor / 2);
  }

  /** What all processes that share the number go by. */
  follow(factor: number): void {
    this.#factor = factor;
  }

  /** A lease went well. Returns whether the interval changed. */
  recover(): boolean {
    if (this.#factor === 1) return false;
    this.#factor = Math.min(1, this.#factor + RECOVERY);
    return true;
  }
}
