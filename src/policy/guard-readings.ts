/** People in a period, the person who is written to left out. */
export interface PeopleReading {
  /** This person is among them already: one more message to them takes no place. */
  readonly known: boolean;
  readonly people: number;
  /** When a place gets free, milliseconds since the epoch. */
  readonly freeAt?: number | undefined;
}

/** A breaker that measured too much: what it measured, and until when it stands. */
export interface BreakerReading {
  readonly level: "warn" | "trip";
  /** Share that was measured, 0 to 1. */
  readonly measured: number;
  readonly until: number;
}

/**
 * What the guards counted for one send, that send included among those it is counted with. A member is absent where
 * its guard does not concern the send.
 */
export interface GuardReadings {
  /** People a day outside their window, as Meta last said; `Infinity` without a limit, undefined while unknown. */
  readonly messagingLimit?: number | undefined;
  /** G4, G13: others who got the same content. */
  readonly content?: { readonly last10min: PeopleReading; readonly last24h: PeopleReading } | undefined;
  /**
   * G5: the last sends of the template, how many different parameters they had, this one included, and how many of them
   * said to somebody again what they had been told before. What is known to differ enough is counted no further.
   */
  readonly entropy?:
    | {
        readonly hasParameters: boolean;
        readonly sends: number;
        readonly distinct: number;
        readonly repeats: number;
      }
    | undefined;
  /** G10: people whom the portfolio reached in 24 h outside their window. */
  readonly reach?: PeopleReading | undefined;
  readonly marketingReach?: PeopleReading | undefined;
  /** G9: people whom this number reached in 24 h, and the most that it reached on an earlier clean day. */
  readonly numberReach?: (PeopleReading & { readonly bestCleanDay: number }) | undefined;
  /** G11: sends of this number in the last 15 s to people who never wrote. */
  readonly strangers?: { readonly sends: number; readonly freeAt?: number | undefined } | undefined;
  readonly marketingStrangers?:
    { readonly sends: number; readonly pausedUntil?: number | undefined } | undefined;
  /** G14: free-form messages since the person last wrote. */
  readonly unanswered?: number | undefined;
  /** G16: opt-ins that were stored together with this person's. */
  readonly grantedTogether?: number | undefined;
  /** G17: new people with numbers next to one another, this one included; 0 when this number stands alone. */
  readonly adjacent?: number | undefined;
  /** G18: 131026 among the sends of this number to new people. */
  readonly listQuality?: BreakerReading | undefined;
  /** This person never wrote and got nothing for 30 days. */
  readonly newPerson?: boolean | undefined;
  /** G19, G20: of the template. */
  readonly optOutRate?: BreakerReading | undefined;
  readonly engagement?: BreakerReading | undefined;
}
