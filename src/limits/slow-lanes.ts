/** A quarter of a second may go at once: sends come in small bursts. */
const BURST_MS = 250;

/**
 * Paces kinds of sends below the number's own rate: marketing of a number whose quality is YELLOW, a template that Meta
 * looks at. GCRA, one number per lane, on the process clock.
 */
export class SlowLanes {
  readonly #due = new Map<string, number>();

  /** Takes a place in the lane. Returns the milliseconds to wait before it. */
  take(lane: string, perSecond: number, now: number): number {
    const interval = 1_000 / perSecond;
    const due = Math.max(this.#due.get(lane) ?? 0, now);
    this.#due.set(lane, due + interval);
    return Math.max(0, due - now - BURST_MS);
  }

  /** Milliseconds that the next one would wait; takes nothing. */
  wait(lane: string, now: number): number {
    return Math.max(0, (this.#due.get(lane) ?? 0) - now - BURST_MS);
  }
}
