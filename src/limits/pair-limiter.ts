import { type Clock, type PersonKey, SECOND } from "../core/index.js";

export interface PairLimiterOptions {
  readonly clock: Clock;
  /** Milliseconds that one message costs. Default 6,000 (Meta: one message per 6 s to one person). */
  readonly intervalMs?: number | undefined;
  /** Messages that may go at once, paid back afterwards. Default 45 (Meta). */
  readonly burst?: number | undefined;
}

export type PairAnswer = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

/** Pace towards one person, per business number. */
export interface PairLimiter {
  tryAcquire(phoneNumberId: string, person: PersonKey): PairAnswer | Promise<PairAnswer>;
  /** Meta answered 131056: this person waits 1 s, 4 s, 16 s, ... counted until a message passes again. */
  penalise(phoneNumberId: string, person: PersonKey): void | Promise<void>;
  /** People remembered in this process. */
  readonly size: number;
}

/** A `PairLimiter` that answers at once. */
export interface LocalPairLimiter extends PairLimiter {
  tryAcquire(phoneNumberId: string, person: PersonKey): PairAnswer;
}

/**
 * GCRA: one number per person, the time at which their bucket would be empty again. Nothing is kept for people whose
 * bucket is full, so memory follows the traffic of the last minutes.
 */
export function createPairLimiter(options: PairLimiterOptions): LocalPairLimiter {
  const { clock, intervalMs = 6 * SECOND, burst = 45 } = options;
  const toleranceMs = intervalMs * (burst - 1);
  const arrival = new Map<string, number>();
  const penalties = new Map<string, number>();
  let sweepAt = 0;

  const sweep = (now: number): void => {
    if (arrival.size < sweepAt) return;
    for (const [key, at] of arrival) if (at <= now) arrival.delete(key);
    for (const key of penalties.keys()) if (!arrival.has(key)) penalties.delete(key);
    // Twice what is left: sweeping costs a constant per message on average.
    sweepAt = Math.max(1_024, arrival.size * 2);
  };

  return {
    tryAcquire: (phoneNumberId, person) => {
      const key = `${phoneNumberId}:${person}`;
      const now = clock.now();
      sweep(now);
      const theoretical = Math.max(arrival.get(key) ?? now, now);
      const early = theoretical - now - toleranceMs;
      if (early > 0) return { ok: false, retryAfterMs: early };
      arrival.set(key, theoretical + intervalMs);
      penalties.delete(key);
      return { ok: true };
    },
    penalise: (phoneNumberId, person) => {
      const key = `${phoneNumberId}:${person}`;
      const times = penalties.get(key) ?? 0;
      penalties.set(key, times + 1);
      arrival.set(key, clock.now() + toleranceMs + 4 ** Math.min(times, 8) * SECOND);
    },
    get size() {
      return arrival.size;
    },
  };
}
