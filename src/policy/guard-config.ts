/** Thresholds of the guards that count over many sends (compliance 5.4). Periods are fixed by their guard. */
export interface GuardConfig {
  readonly marketing: {
    /** G4: people who may get the same marketing content. */
    readonly maxSameContentPer10min: number;
    readonly maxSameContentPer24h: number;
  };
  readonly utility: {
    /** G5: least share of different parameters among the last sends of a utility template. */
    readonly minDistinctShare: number;
    /** G5 for appointments, whose times repeat. */
    readonly minDistinctShareAppointment: number;
    /** G5: sends after which a warning, and a refusal, may come. */
    readonly warnAfter: number;
    readonly refuseAfter: number;
    /** G6: a random reference is forged when its cause is younger than this at the send, in milliseconds. */
    readonly implausibleWithinMs: number;
  };
  readonly warmUp: {
    /** G9: people that a new number may reach on its first day. */
    readonly firstDay: number;
    /** G9: how much more than on its best clean day. */
    readonly growth: number;
    /** G9: from this messaging limit of Meta on there is no warm-up. */
    readonly establishedFrom: number;
  };
  readonly reach: {
    /** G10: share of Meta's messaging limit. */
    readonly share: number;
    readonly marketingShare: number;
    /** The limit that counts until Meta has told one. */
    readonly assumedLimit: number;
  };
  readonly strangers: {
    /** G11: messages in 15 s to people who never wrote. */
    readonly per15s: number;
    readonly marketingPer15s: number;
  };
  readonly freeForm: {
    /** G13: people who may get the same free-form content. */
    readonly maxSameContentPer10min: number;
    readonly maxSameContentPer24h: number;
    /** G13: the first reply to a message, within this time, does not count. Milliseconds. */
    readonly firstReplyWithinMs: number;
    /** G14: messages without an answer. */
    readonly maxUnanswered: number;
  };
  readonly consent: {
    /** G16: opt-ins by one actor and method in 60 s. */
    readonly maxGrantsPerMinute: number;
  };
  readonly lists: {
    /** G17: of the last 100 new people, so many may have numbers within 20 of one another. */
    readonly maxAdjacent: number;
    /** G18: shares of 131026 among the last 200 sends to new people. */
    readonly undeliverableWarn: number;
    readonly undeliverableTrip: number;
    readonly undeliverableMin: number;
  };
  readonly feedback: {
    /** G19: opt-outs per delivered message in 24 h. */
    readonly marketingOptOutWarn: number;
    readonly marketingOptOutTrip: number;
    readonly utilityOptOutTrip: number;
    readonly optOutMinDelivered: number;
    /** G20: marketing that nobody answers and hardly anybody reads, in 7 d. */
    readonly engagementMinDelivered: number;
    readonly minReplyShare: number;
    readonly minReadShare: number;
  };
  readonly sending: {
    /** G24: business-initiated requests under way per number. */
    readonly maxInFlight: number;
  };
}

/** The defaults: strict. Source: compliance 5.4, G4 to G24. */
export const STRICT_GUARDS: GuardConfig = {
  marketing: { maxSameContentPer10min: 50, maxSameContentPer24h: 250 },
  utility: {
    minDistinctShare: 0.5,
    minDistinctShareAppointment: 0.2,
    warnAfter: 50,
    refuseAfter: 100,
    implausibleWithinMs: 60_000,
  },
  warmUp: { firstDay: 250, growth: 2, establishedFrom: 10_000 },
  reach: { share: 0.8, marketingShare: 0.5, assumedLimit: 250 },
  strangers: { per15s: 100, marketingPer15s: 20 },
  freeForm: {
    maxSameContentPer10min: 20,
    maxSameContentPer24h: 100,
    firstReplyWithinMs: 900_000,
    maxUnanswered: 6,
  },
  consent: { maxGrantsPerMinute: 20 },
  lists: { maxAdjacent: 10, undeliverableWarn: 0.05, undeliverableTrip: 0.1, undeliverableMin: 50 },
  feedback: {
    marketingOptOutWarn: 0.01,
    marketingOptOutTrip: 0.02,
    utilityOptOutTrip: 0.01,
    optOutMinDelivered: 100,
    engagementMinDelivered: 200,
    minReplyShare: 0.003,
    minReadShare: 0.1,
  },
  sending: { maxInFlight: 20 },
};
