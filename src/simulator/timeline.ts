import { ValidationError, type VirtualClock } from "../core/index.js";
import { TimeHeap } from "./heap.js";
import { settle } from "./turns.js";

/** The one line of time: what Meta will do, and who sleeps on the clock, in the order in which they are due. */
export interface Timeline {
  /** A clock for the code under test. Its `advance` is the simulator's. */
  readonly clock: VirtualClock;
  now(): number;
  /** Schedules `run`; an instant in the past means at the next move of time. Returns how to cancel it. */
  at(time: number, run: () => void | Promise<void>): () => void;
  /** Moves time on, running what falls due in order of time. @throws ValidationError when time is being moved already. */
  advance(ms: number): Promise<void>;
  readonly advancing: boolean;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
  cancelled: boolean;
}

/** @param afterInstant - called when everything that was due at one instant has run: sends the webhooks out. */
export function createTimeline(start: number, afterInstant: () => Promise<void>): Timeline {
  const heap = new TimeHeap<Due>();
  const listeners = new Set<() => void>();
  let now = start;
  let order = 0;
  /** When each sleeper is due that somebody waits for. */
  const sleepers = new Set<{ readonly at: number }>();
  let advancing = false;

  const at: Timeline["at"] = (time, run) => {
    const due: Due = { at: Math.max(time, now), order: order++, run, cancelled: false };
    heap.push(due);
    return () => {
      due.cancelled = true;
    };
  };

  const sleep: VirtualClock["sleep"] = (ms, signal, { background = false } = {}) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const sleeper = { at: now + Math.max(0, ms) };
      const end = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", onAbort);
      };
      const cancel = at(sleeper.at, () => {
        end();
        resolve();
        return settle();
      });
      const onAbort = (): void => {
        cancel();
        end();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      if (background) return;
      sleepers.add(sleeper);
      for (const listener of listeners) listener();
    });

  const runDue = async (until: number): Promise<void> => {
    for (let next = heap.peek(); next !== undefined && next.at <= until; next = heap.peek()) {
      heap.pop();
      if (next.cancelled) continue;
      now = Math.max(now, next.at);
      // An await costs a turn: thousands of plain events fall due in one second.
      const running = next.run();
      if (running !== undefined) await running;
      const following = heap.peek();
      if (following === undefined || following.at > now) await afterInstant();
    }
  };

  const advance = async (ms: number): Promise<void> => {
    if (advancing) throw busy();
    advancing = true;
    try {
      const until = now + ms;
      // Sends that were started and not awaited get to the point where they wait.
      await settle();
      do {
        await runDue(until);
        now = until;
        await afterInstant();
        await settle();
      } while ((heap.peek()?.at ?? Number.POSITIVE_INFINITY) <= until);
    } finally {
      advancing = false;
    }
  };

  return {
    now: () => now,
    at,
    advance,
    get advancing() {
      return advancing;
    },
    clock: {
      now: () => now,
      sleep,
      advance,
      get sleeping() {
        return sleepers.size;
      },
      get nextDue() {
        let first: number | undefined;
        for (const { at: due } of sleepers) first = first === undefined ? due : Math.min(first, due);
        return first;
      },
      onSleep: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function busy(): ValidationError {
  return new ValidationError("INVALID_OPTIONS", "The simulator's time is being moved already.", {
    fix: "Await the first advance() before the next one, and do not call it from a webhook handler.",
  });
}
