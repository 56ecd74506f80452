import type { DecisionWarning, Facts } from "../../core/index.js";
import type { BreakerReading } from "../guard-readings.js";

interface Trip {
  readonly percent: string;
  readonly facts: Facts;
}

/** The breaker when it has tripped and still stands. */
export function tripped(reading: BreakerReading | undefined, now: number): Trip | undefined {
  if (reading?.level !== "trip" || reading.until <= now) return undefined;
  return {
    percent: percentText(reading.measured),
    facts: { "breaker.measured": reading.measured, "breaker.until": reading.until },
  };
}

/** What a breaker tells before it trips. */
export function breakerWarning(
  rule: string,
  reading: BreakerReading | undefined,
  now: number,
  what: string,
): DecisionWarning | undefined {
  if (reading === undefined || reading.until <= now) return undefined;
  return { rule, message: `${percentText(reading.measured)} ${what}.` };
}

function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
