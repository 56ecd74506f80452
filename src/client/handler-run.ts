/**
 * Handlers at work on one event. They may stop in the middle to wait for an answer: then the event counts as handled, the
 * next one of the same person gets its turn, and the event that brings the answer waits for what comes behind it.
 */
export class HandlerRun {
  readonly #ended: Promise<void>;
  #pause = gate();
  #watched = false;

  /** `onLost` hears of a failure that no event waits for: one behind a time-out. */
  constructor(work: (run: HandlerRun) => Promise<void>, onLost: (error: unknown) => void) {
    // One turn later: `this` is complete when the handlers begin.
    this.#ended = Promise.resolve().then(() => work(this));
    this.#ended.catch((error: unknown) => {
      if (!this.#watched) onLost(error);
    });
  }

  /** Resolves when the handlers wait for an answer, or have ended. Rejects with what they threw. */
  async next(): Promise<void> {
    this.#watched = true;
    await Promise.race([this.#ended, this.#pause.promise]);
  }

  /** The handlers wait for an answer from here on. */
  pause(): void {
    this.#watched = false;
    this.#pause.resolve();
  }

  /** The answer is there: call it before the handlers go on, then `next()`. */
  resume(): void {
    this.#watched = true;
    this.#pause = gate();
  }
}

interface Gate {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function gate(): Gate {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
