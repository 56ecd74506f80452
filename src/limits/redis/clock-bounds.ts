/** Samples of another clock are forgotten after twice this: clocks drift. */
const GENERATION_MS = 5_000;
/** Clocks that disagree with themselves by more were set anew. */
const DRIFT_MS = 5;

interface Bounds {
  readonly since: number;
  low: number;
  high: number;
}

/**
 * What this process knows of another machine's clock: an answer that was asked for at `sent` and came at `received` was
 * given in between. The best samples of some seconds bound the other clock to within a round trip that nothing delayed.
 */
export class ClockBounds {
  #current: Bounds | undefined;
  #before: Bounds | undefined;

  /** Returns false when the other clock was set anew: what was known before is worth nothing. */
  add(sent: number, theirs: number, received: number): boolean {
    const low = theirs - received;
    const high = theirs - sent;
    const known = this.#current;
    if (known !== undefined && (low > this.#high + DRIFT_MS || high < this.#low - DRIFT_MS)) {
      this.#before = undefined;
      this.#current = { since: received, low, high };
      return false;
    }
    if (known === undefined || received - known.since > GENERATION_MS) {
      this.#before = known;
      this.#current = { since: received, low, high };
      return true;
    }
    known.low = Math.max(known.low, low);
    known.high = Math.min(known.high, high);
    return true;
  }

  /** The earliest that it may be over there when it is `at` here. */
  earliest(at: number): number {
    return at + Math.min(this.#low, this.#high);
  }

  /** The latest that it may be over there when it is `at` here. */
  latest(at: number): number {
    return at + Math.max(this.#low, this.#high);
  }

  get #low(): number {
    return Math.max(this.#current?.low ?? NEVER, this.#before?.low ?? NEVER);
  }

  get #high(): number {
    return Math.min(this.#current?.high ?? -NEVER, this.#before?.high ?? -NEVER);
  }
}

const NEVER = Number.NEGATIVE_INFINITY;
