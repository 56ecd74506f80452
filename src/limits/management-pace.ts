import { type Clock, MINUTE, SECOND } from "../core/index.js";

/** What is known of Graph's quota, and since when. */
export interface QuotaReading {
  /** Highest percentage that Meta named. */
  readonly percent: number;
  /** When Meta said so, milliseconds since the epoch. */
  readonly at: number;
}

const FROM_PERCENT = 80;
const LONGEST_MS = 5 * SECOND;
const STALE_MS = 5 * MINUTE;

/**
 * How long a management call waits, so that the quota is not used up: nothing below 80 percent, then more with each
 * percent, five seconds at 100. A reading older than five minutes counts for nothing: the quota slides. Pure.
 */
export function managementDelay(reading: QuotaReading | undefined, now: number): number {
  if (reading === undefined || now - reading.at > STALE_MS) return 0;
  const over = Math.min(Math.max(reading.percent - FROM_PERCENT, 0), 100 - FROM_PERCENT);
  return Math.round((over / (100 - FROM_PERCENT)) * LONGEST_MS);
}

/** Keeps the last reading and lets calls wait. Sends have their own limits and are not held by it. */
export interface ManagementPace {
  learn(percent: number): void;
  /** The last reading; undefined before the first, and when it is too old to count. */
  reading(): QuotaReading | undefined;
  /** Resolves when the call may go; rejects with the signal's reason when it is aborted. */
  wait(signal?: AbortSignal): Promise<void>;
}

export function createManagementPace(clock: Clock): ManagementPace {
  let reading: QuotaReading | undefined;
  return {
    learn: (percent) => {
      reading = { percent, at: clock.now() };
    },
    reading: () =>
      reading === undefined || clock.now() - reading.at > STALE_MS ? undefined : { ...reading },
    wait: async (signal) => {
      const delay = managementDelay(reading, clock.now());
      if (delay > 0) await clock.sleep(delay, signal);
    },
  };
}
