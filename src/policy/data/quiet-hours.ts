/** How sure we are that the source says so, and that it is about messages on WhatsApp. */
export type Confidence = "high" | "medium" | "low";

/** When marketing may reach people of one country, in their own time. Hours are `HH:MM-HH:MM`; `null`: not on that day. */
export interface CountryHours {
  readonly weekdays: string;
  readonly saturday: string | null;
  /** Left out where the source says nothing of Sundays: then not, unless `quietHours.allowSunday`. */
  readonly sunday?: string | null | undefined;
  /** Not on public holidays, which are computed. Days of `policy.holidays` count in every country. */
  readonly exceptHolidays?: boolean | undefined;
  /** Hours for people who agreed to marketing at night (`marketing_night`). */
  readonly withNightConsent?: string | undefined;
  readonly source: string;
  readonly confidence: Confidence;
  /** ISO date on which this entry was last compared with its source. */
  readonly checkedOn: string;
}

const CHECKED = "2026-11-25";

const provider = { source: "SMS provider guide (ZAP)", confidence: "low", checkedOn: CHECKED } as const;
const DAYTIME = { weekdays: "08:00-20:00", saturday: "08:00-20:00", ...provider } as const;

/** Where no entry fits: ours. */
export const DEFAULT_HOURS: CountryHours = {
  weekdays: "09:00-20:00",
  saturday: "09:00-20:00",
  source:
    "Waypost's own default; WhatsApp has no rule of its own, and Bird advises to follow the rules for SMS",
  confidence: "high",
  checkedOn: CHECKED,
};

/** Quiet hours of countries (compliance 2.4). Data, not legal advice: compare it with the law before you rely on it. */
export const QUIET_HOURS: Readonly<Record<string, CountryHours>> = {
  CO: {
    weekdays: "07:00-19:00",
    saturday: "08:00-15:00",
    sunday: null,
    exceptHolidays: true,
    source: "Law 2300/2023, articles 3 and 5, which names messaging apps",
    confidence: "high",
    checkedOn: CHECKED,
  },
  AE: {
    weekdays: "09:00-18:00",
    saturday: "09:00-18:00",
    sunday: "09:00-18:00",
    source: "Cabinet Resolution 56/2024, which names messages through social media applications",
    confidence: "high",
    checkedOn: CHECKED,
  },
  KR: {
    weekdays: "08:00-21:00",
    saturday: "08:00-21:00",
    sunday: "08:00-21:00",
    withNightConsent: "00:00-24:00",
    source: "Network Act, article 50: 21:00 to 08:00 needs a consent of its own",
    confidence: "high",
    checkedOn: CHECKED,
  },
  US: {
    // A state is not told by the number: the hours that fit every state (RI, CT, TX, FL, OK, MD, NJ, MS and the federal rule).
    weekdays: "10:00-18:00",
    saturday: "10:00-17:00",
    sunday: null,
    source: "47 CFR 64.1200 and state acts on texts; unclear for WhatsApp",
    confidence: "medium",
    checkedOn: CHECKED,
  },
  FR: {
    weekdays: "08:00-20:00",
    saturday: "08:00-20:00",
    sunday: null,
    exceptHolidays: true,
    source: "SMS practice; some guides say 22:00",
    confidence: "medium",
    checkedOn: CHECKED,
  },
  IN: {
    weekdays: "10:00-21:00",
    saturday: "10:00-21:00",
    source: "Telecom time band for promotions, SMS",
    confidence: "medium",
    checkedOn: CHECKED,
  },
  ZA: {
    weekdays: "08:00-20:00",
    saturday: "09:00-13:00",
    sunday: null,
    exceptHolidays: true,
    source: "Consumer Protection Act, section 12, notice R293",
    confidence: "high",
    checkedOn: CHECKED,
  },
  TR: {
    weekdays: "08:00-21:00",
    saturday: "08:00-21:00",
    source: "SMS practice",
    confidence: "low",
    checkedOn: CHECKED,
  },
  BR: {
    weekdays: "09:00-20:00",
    saturday: "10:00-16:00",
    sunday: null,
    source: "Self-regulation",
    confidence: "low",
    checkedOn: CHECKED,
  },
  SA: {
    weekdays: "09:00-20:00",
    saturday: "09:00-20:00",
    source: "Practice; take extra care in Ramadan",
    confidence: "low",
    checkedOn: CHECKED,
  },
  GB: DAYTIME,
  IE: DAYTIME,
  NL: DAYTIME,
  DE: DAYTIME,
  CA: DAYTIME,
  AU: DAYTIME,
  NZ: DAYTIME,
};
