/** Who goes first when sends wait for the number: replies, then codes, then utility, then marketing. Lower goes first. */
export const PRIORITY = { reply: 0, authentication: 1, utility: 2, marketing: 3 } as const;
