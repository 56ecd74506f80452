import type { FlagReading } from "../../counters/index.js";
import type { BreakerReading } from "../../policy/index.js";

/** A breaker's note in the counters: `trip:0.104`. */
export function breakerNote(level: BreakerReading["level"], measured: number): string {
  return `${level}:${measured.toFixed(4)}`;
}

export function readBreaker({ value, until }: FlagReading): BreakerReading | undefined {
  const [level, measured] = value?.split(":") ?? [];
  if (until === undefined || (level !== "trip" && level !== "warn")) return undefined;
  return { level, measured: Number(measured), until };
}
