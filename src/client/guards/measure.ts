import type { Writable } from "../../core/index.js";
import type { CounterOp, CounterReading, SetReading } from "../../counters/index.js";
import type { GuardReadings, PeopleReading } from "../../policy/index.js";

/** What the measures of one send have said so far. */
export type Said = Writable<GuardReadings>;

/** One counter that a send looks at, and what its reading says to the guards. */
export interface Measure {
  readonly op: CounterOp;
  /** Puts it to what the measures before it in the list have said. */
  readonly say: (reading: CounterReading, said: Said) => void;
}

/** With every field that a measure may set, so that all of them have one shape. */
export function nothingSaid(): Said {
  return {
    messagingLimit: undefined,
    content: undefined,
    entropy: undefined,
    reach: undefined,
    marketingReach: undefined,
    numberReach: undefined,
    strangers: undefined,
    marketingStrangers: undefined,
    unanswered: undefined,
    grantedTogether: undefined,
    adjacent: undefined,
    listQuality: undefined,
    newPerson: undefined,
    optOutRate: undefined,
    engagement: undefined,
  };
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
  readonly say: (reading: PeopleReading, said: Said) => void;
}): Measure {
  const { key, member, now, most, say } = options;
  return {
    op: { kind: "set", key, member, keepMs: DAYS, since: [now - DAYS], most },
    say: (reading, said) => {
      if (reading.kind === "set") say(peopleOf(reading, 0), said);
    },
  };
}

/** One period of a set as the guards read it. */
export function peopleOf(
  reading: SetReading,
  period: number,
  since = Number.NEGATIVE_INFINITY,
): PeopleReading {
  return {
    known: reading.knownAt !== undefined && reading.knownAt >= since,
    people: reading.counts[period] ?? 0,
    freeAt: reading.oldest[period],
  };
}
