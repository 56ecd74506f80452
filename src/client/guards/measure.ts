import type { CounterOp, CounterReading, SetReading } from "../../counters/index.js";
import type { GuardReadings, PeopleReading } from "../../policy/index.js";

/** One counter that a send looks at, and what its reading says to the guards. */
export interface Measure {
  readonly op: CounterOp;
  /** Other measures' readings stand before it in the order of the list. */
  readonly say: (reading: CounterReading) => GuardReadings;
}

export const DAYS = 86_400_000;

/**
 * Values that a ring keeps beyond those it reads: a place that is given back again leaves the ring as full as it was, so
 * that what a refusal took does not let the next one pass. More than this many are hardly under way at once.
 */
export const GIVEN_BACK = 100;

/** A measure of distinct people in the last 24 hours. */
export function peopleMeasure(options: {
  readonly key: string;
  readonly member: string;
  readonly now: number;
  readonly most: number;
  readonly say: (reading: PeopleReading) => GuardReadings;
}): Measure {
  const { key, member, now, most, say } = options;
  return {
    op: { kind: "set", key, member, keepMs: DAYS, since: [now - DAYS], most },
    say: (reading) => (reading.kind === "set" ? say(peopleOf(reading, 0)) : {}),
  };
}

/** One period of a set as the guards read it. */
export function peopleOf(
  reading: SetReading,
  period: number,
  since = Number.NEGATIVE_INFINITY,
): PeopleReading {
  const freeAt = reading.oldest[period];
  return {
    known: reading.knownAt !== undefined && reading.knownAt >= since,
    people: reading.counts[period] ?? 0,
    ...(freeAt === undefined ? {} : { freeAt }),
  };
}
