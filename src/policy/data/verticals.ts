/** What Meta's policy says of one trade. */
export interface VerticalRule {
  /** `restricted`: only in the countries that Meta lists, never to people under 18. `forbidden`: not on WhatsApp. */
  readonly standing: "restricted" | "forbidden";
  /** Needs Meta's written permission first. */
  readonly permission?: boolean | undefined;
  readonly source: string;
  readonly confidence: "high" | "medium" | "low";
  readonly checkedOn: string;
}

const POLICY = {
  source: "WhatsApp Business Messaging Policy, regulated verticals",
  confidence: "medium",
  checkedOn: "2026-11-25",
} as const;
const restricted = { standing: "restricted", ...POLICY } as const;
const forbidden = { standing: "forbidden", ...POLICY } as const;

/**
 * Trades that Meta's policy treats apart. Meta publishes the countries of each and changes them: the allowed ones are
 * yours to configure (`policy.vertical`: kind and countries), from the policy as it is now.
 */
export const VERTICALS = {
  alcohol: restricted,
  gambling: { ...restricted, permission: true },
  over_the_counter_drugs: restricted,
  illegal_drugs: forbidden,
  tobacco: forbidden,
  weapons: forbidden,
  adult: forbidden,
  unsafe_supplements: forbidden,
  live_animals: forbidden,
  body_parts: forbidden,
} as const satisfies Readonly<Record<string, VerticalRule>>;

export type Vertical = keyof typeof VERTICALS;
