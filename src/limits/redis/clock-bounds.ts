/** Samples of another clock are forgotten after twice this: clocks drift. */
const GENERATION_MS = 5_000;
/** A clock that disagrees with what it said before by more was set anew: by so much, and so much per millisecond since. */
const DRIFT_MS = 5;
const DRIFT = 0.0005;

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
  #heard = 0;

  /** Returns false when the other clock was set anew: what was known before is worth nothing. */
  add(sent: number, theirs: number, received: number): boolean {
    const low = theirs - received;
    const high = theirs - sent;
    const known = this.#current;
    const idle = received - this.#heard;
    const drift = DRIFT_MS + idle * DRIFT;
    this.#heard = received;
    const anew = known !== undefined && (low > this.#high + drift || high < this.#low - drift);
    if (known === undefined || anew || received - known.since > GENERATION_MS) {
      this.#before = anew || idle > GENERATION_MS ? undefined : known;
      this.#current = { since: received, low, high };
      return !anew;
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
