/** A country whose people get no messages from the WhatsApp Business Platform. */
export interface UnsupportedCountry {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly source: string;
  readonly confidence: "high" | "medium" | "low";
  readonly checkedOn: string;
}

const SOURCE = {
  source: "Meta, Cloud API: Troubleshooting, Country restrictions",
  confidence: "high",
  checkedOn: "2026-11-25",
} as const;

/** Meta also names Crimea, Donetsk and Luhansk, which a number does not tell. Türkiye left the list on 15 May 2024. */
export const UNSUPPORTED_COUNTRIES: readonly UnsupportedCountry[] = [
  { country: "CU", ...SOURCE },
  { country: "IR", ...SOURCE },
  { country: "KP", ...SOURCE },
  { country: "SY", ...SOURCE },
];
