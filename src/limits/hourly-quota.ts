import { type Clock, HOUR } from "../core/index.js";

/** So many of something in any sixty minutes. */
export interface HourlyQuota {
  /** Takes `count` of it. Returns 0, or the milliseconds until so many are free: then nothing is taken. */
  take(count: number): number;
  /** What was taken and not used. */
  giveBack(count: number): void;
  /** How many were taken in the last hour, and how many may be. */
  snapshot(): { readonly used: number; readonly of: number };
}

/** A sliding hour on the injected clock, kept in this process. `count` above `limit` counts as `limit`. */
export function createHourlyQuota(clock: Clock, limit: number): HourlyQuota {
  const taken: number[] = [];
  const forget = (): void => {
    const before = clock.now() - HOUR;
    while (taken.length > 0 && (taken[0] ?? 0) <= before) taken.shift();
  };
  return {
    take: (count) => {
      forget();
      const wanted = Math.min(count, limit);
      const over = taken.length + wanted - limit;
      if (over > 0) return (taken[over - 1] ?? 0) + HOUR - clock.now();
      for (let i = 0; i < wanted; i++) taken.push(clock.now());
      return 0;
    },
    giveBack: (count) => {
      taken.splice(Math.max(0, taken.length - count), count);
    },
    snapshot: () => {
      forget();
      return { used: taken.length, of: limit };
    },
  };
}
