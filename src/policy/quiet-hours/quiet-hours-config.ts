import { type CountryHours, DEFAULT_HOURS, QUIET_HOURS } from "../data/quiet-hours.js";

/** G22: when marketing may reach people. */
export interface QuietHoursConfig {
  readonly enabled: boolean;
  /** Sundays too, where a country's entry says nothing of them. */
  readonly allowSunday: boolean;
  /** By country, ISO 3166-1 alpha-2. */
  readonly countries: Readonly<Record<string, CountryHours>>;
  /** Where no country fits. */
  readonly otherwise: CountryHours;
  /** Days without marketing by country, `YYYY-MM-DD`. Beside those that are computed for entries with `exceptHolidays`. */
  readonly holidays: Readonly<Record<string, readonly string[]>>;
}

export const STRICT_QUIET_HOURS: QuietHoursConfig = {
  enabled: true,
  allowSunday: false,
  countries: QUIET_HOURS,
  otherwise: DEFAULT_HOURS,
  holidays: {},
};
