/** Time, injected everywhere so that a test or the simulator can own it. Instants are whole milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal, options?: SleepOptions): Promise<void>;
}

/** What kind of sleep it is. */
export interface SleepOptions {
  /** Nobody waits for the end of this sleep: it keeps no process alive, and a virtual clock does not count it as a sleeper. */
  readonly background?: boolean | undefined;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal, { background = false } = {}) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      if (background) unref(timer);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};

/** Where timers are plain numbers (Deno, Workers-style hosts) nothing is kept alive in this way. */
function unref(timer: unknown): void {
  (timer as { readonly unref?: () => void }).unref?.();
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
