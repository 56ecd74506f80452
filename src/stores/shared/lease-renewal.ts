/** A worker that has not asked for this long was stopped: what it holds passes on. */
const QUIET_MS = 15 * 60_000;

/** Renews the leases of a process from time to time, for as long as it is at work. Keeps no process alive. */
export class LeaseRenewal {
  readonly #everyMs: number;
  readonly #renew: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #askedAt = 0;

  constructor(everyMs: number, renew: () => Promise<void>) {
    this.#everyMs = everyMs;
    this.#renew = renew;
  }

  /** True while this process may hold leases. */
  get active(): boolean {
    return this.#timer !== undefined;
  }

  /** Keeps what is held, until `rest` or until nobody has asked for a quarter of an hour. */
  keep(): void {
    this.#askedAt = performance.now();
    this.#timer ??= setInterval(() => {
      if (performance.now() - this.#askedAt > QUIET_MS) this.rest();
      else void this.#renew();
    }, this.#everyMs).unref();
  }

  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
