import { DAY, HOUR, SECOND } from "../core/index.js";

/** A number's messages per second. */
export interface Throughput {
  /** @param wallMs - the machine's monotonic clock. */
  take(wallMs: number): boolean;
}

/** A second, less what may be lost on the way between a client's own limiter and here. Meta does not print its window. */
const WALL_WINDOW_MS = 950;

/** At most `limit` messages in any window, exactly: the instants of the last `limit` messages are kept. */
export function createThroughput(limit: number): Throughput {
  if (!Number.isFinite(limit)) return { take: () => true };
  const size = Math.max(1, Math.floor(limit));
  // Grows with what is sent: a limit that a test puts out of its way costs no room.
  const taken: number[] = [];
  let oldest = 0;
  return {
    take: (wallMs) => {
      if (taken.length < size) {
        taken.push(wallMs);
        return true;
      }
      if (wallMs - (taken[oldest] ?? 0) < WALL_WINDOW_MS) return false;
      taken[oldest] = wallMs;
      oldest = (oldest + 1) % size;
      return true;
    },
  };
}

const PAIR_INTERVAL_MS = 6 * SECOND;
const PAIR_BURST = 45;

/**
 * Pair limit: one message per 6 s to one person, with a burst of 45 borrowed from the future. GCRA on the virtual clock.
 * Returns the new due time, or undefined when the message is refused.
 */
export function takePair(due: number, now: number): number | undefined {
  const from = Math.max(due, now);
  return from - now > (PAIR_BURST - 1) * PAIR_INTERVAL_MS ? undefined : from + PAIR_INTERVAL_MS;
}

/** Different people reached outside the window in a moving 24 hours. */
export interface MessagingLimit {
  /** False when this person would be one too many. */
  admits(person: object, now: number): boolean;
  count(person: object, now: number): void;
}

export function createMessagingLimit(limit: number): MessagingLimit {
  if (!Number.isFinite(limit)) return { admits: () => true, count: () => undefined };
  // Insertion order is time order: the oldest stand in front.
  const reached = new Map<object, number>();
  return {
    admits: (person, now) => {
      for (const [oldest, at] of reached) {
        if (now - at < DAY) break;
        reached.delete(oldest);
      }
      return reached.has(person) || reached.size < limit;
    },
    count: (person, now) => {
      reached.delete(person);
      reached.set(person, now);
    },
  };
}

/** Management calls of one account per hour of the virtual clock. */
export interface ManagementQuota {
  take(now: number): { readonly allowed: boolean; readonly percent: number; readonly regainMinutes: number };
}

export function createManagementQuota(perHour: number): ManagementQuota {
  let startedAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    take: (now) => {
      if (now - startedAt >= HOUR) {
        startedAt = now;
        count = 0;
      }
      const allowed = count < perHour;
      if (allowed) count++;
      const percent = Math.min(100, Math.floor((100 * count) / perHour));
      return {
        allowed,
        percent,
        regainMinutes: allowed ? 0 : Math.max(1, Math.ceil((startedAt + HOUR - now) / 60_000)),
      };
    },
  };
}
