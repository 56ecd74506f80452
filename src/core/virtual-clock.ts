import type { Clock } from "./clock.js";

/** A clock that a test or the simulator owns: time moves only when it is moved. */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, waking sleepers in the order in which they are due. */
  advance(ms: number): Promise<void>;
  /** Sleepers that wait for time to move, without those in the background. */
  readonly sleeping: number;
  /** When the next of them is due; undefined when nobody sleeps. */
  readonly nextDue: number | undefined;
  /** Calls `listener` whenever one of them starts to sleep. Returns how to stop listening. */
  onSleep(listener: () => void): () => void;
}

interface Sleeper {
  readonly at: number;
  readonly background: boolean;
  readonly wake: () => void;
}

/** A virtual clock that starts at the given instant (default 2026-01-05T09:00:00Z, a Monday). */
export function virtualClock(start: Date | number = Date.UTC(2026, 0, 5, 9)): VirtualClock {
  let now = typeof start === "number" ? start : start.getTime();
  const sleepers = new Set<Sleeper>();
  const listeners = new Set<() => void>();

  const nextDue = (until: number, among: Iterable<Sleeper> = sleepers): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of among) {
      if (sleeper.at <= until && (first === undefined || sleeper.at < first.at)) first = sleeper;
    }
    return first;
  };

  const foreground = (): readonly Sleeper[] => [...sleepers].filter(({ background }) => !background);

  return {
    now: () => now,
    sleep: (ms, signal, { background = false } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          at: now + Math.max(0, ms),
          background,
          wake: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        sleepers.add(sleeper);
        if (!background) for (const listener of listeners) listener();
      }),
    advance: async (ms) => {
      const until = now + ms;
      for (let sleeper = nextDue(until); sleeper !== undefined; sleeper = nextDue(until)) {
        now = Math.max(now, sleeper.at);
        sleepers.delete(sleeper);
        sleeper.wake();
        await settle();
      }
      now = until;
      await settle();
    },
    get sleeping() {
      return foreground().length;
    },
    get nextDue() {
      return nextDue(Number.POSITIVE_INFINITY, foreground())?.at;
    },
    onSleep: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Lets what was woken run until it waits again. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
