import { MINUTE } from "../core/index.js";

/** Two clocks may differ by this much (compliance 3.4 rule 5). */
export const SKEW_MS = 5 * MINUTE;

export function iso(time: number): string {
  return new Date(time).toISOString();
}

let recorded = { time: Number.NaN, text: "" };

/** `iso` of now: many events are stored in one millisecond. */
export function recordedIso(now: number): string {
  if (recorded.time !== now) recorded = { time: now, text: iso(now) };
  return recorded.text;
}
