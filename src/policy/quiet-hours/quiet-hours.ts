import type { CountryHours } from "../data/quiet-hours.js";
import { isOpen, nextOpening, type OpeningHours } from "./next-opening.js";
import { isPublicHoliday } from "./public-holidays.js";
import type { QuietHoursConfig } from "./quiet-hours-config.js";
import { dateOf, isTimeZone, weekdayOf } from "./zone-time.js";
import { zonesOfCountry } from "./zones-of-country.js";

/** Where and for whom. */
export interface QuietHoursSubject {
  readonly country: string | undefined;
  /** IANA zone from the person's consent. */
  readonly timeZone: string | undefined;
  /** They agreed to marketing at night. */
  readonly nightConsent: boolean;
}

/** It is quiet there now. */
export interface QuietHours {
  /** Milliseconds since the epoch: the first moment at which marketing may reach them; undefined when none is near. */
  readonly opensAt: number | undefined;
  /** Only because they did not agree to marketing at night. */
  readonly nightConsentHelps: boolean;
  /** How the time was known: `person`, `country`, or `several zones` whose hours are all kept. */
  readonly by: "person" | "country" | "several zones";
}

/**
 * Whether marketing has to wait for the morning (compliance 2.4). Pure. The person's own time zone, else the one of their
 * country, else it must be day in every zone of the country. Undefined when it need not wait.
 */
export function quietHoursAt(
  config: QuietHoursConfig,
  subject: QuietHoursSubject,
  now: number,
): QuietHours | undefined {
  const own = subject.timeZone !== undefined && isTimeZone(subject.timeZone) ? subject.timeZone : undefined;
  const zones = own === undefined ? zonesOfCountry(subject.country) : [own];
  const hours = openingHours(config, subject);
  if (isOpen(zones, hours, now)) return undefined;
  const asleep = { ...subject, nightConsent: true };
  return {
    opensAt: nextOpening(zones, hours, now),
    nightConsentHelps: !subject.nightConsent && isOpen(zones, openingHours(config, asleep), now),
    by: own === undefined ? (zones.length === 1 ? "country" : "several zones") : "person",
  };
}

/** The hours of a country, day by day. */
export function openingHours(
  config: QuietHoursConfig,
  { country, nightConsent }: Pick<QuietHoursSubject, "country" | "nightConsent">,
): OpeningHours {
  const entry = (country === undefined ? undefined : own(config.countries, country)) ?? config.otherwise;
  const listed = country === undefined ? [] : (own(config.holidays, country) ?? []);
  return (day) => {
    if (listed.length > 0 && listed.includes(dateOf(day))) return undefined;
    if (entry.exceptHolidays === true && country !== undefined && isPublicHoliday(country, day))
      return undefined;
    const text = hoursOn(entry, weekdayOf(day), config.allowSunday);
    if (text === null) return undefined;
    return parseHours(nightConsent ? (entry.withNightConsent ?? text) : text);
  };
}

function hoursOn(entry: CountryHours, weekday: number, allowSunday: boolean): string | null {
  if (weekday === 6) return entry.saturday;
  if (weekday !== 0) return entry.weekdays;
  return entry.sunday === undefined ? (allowSunday ? entry.weekdays : null) : entry.sunday;
}

const parsed = new Map<string, { readonly from: number; readonly to: number }>();

/** `09:00-20:00` in minutes of the day. */
function parseHours(text: string): { readonly from: number; readonly to: number } {
  let hours = parsed.get(text);
  if (hours === undefined) {
    const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = text.split(/[:-]/).map(Number);
    hours = { from: from * 60 + fromMinute, to: to * 60 + toMinute };
    parsed.set(text, hours);
  }
  return hours;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
