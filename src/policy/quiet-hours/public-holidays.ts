import { DAY } from "../../core/index.js";
import { weekdayOf } from "./zone-time.js";

/** `MM-DD`, or days from Easter Sunday. `monday`: moved to the Monday that follows, as Colombia's Law 51/1983 does. */
interface Holiday {
  readonly on: string | number;
  readonly monday?: true | undefined;
}

const each = (...days: readonly (string | number)[]): readonly Holiday[] => days.map((on) => ({ on }));
const moved = (...days: readonly (string | number)[]): readonly Holiday[] =>
  days.map((on) => ({ on, monday: true }));

/** Public holidays of the countries whose quiet hours leave them out. Days that a government declares once are not in it. */
const HOLIDAYS: Readonly<Record<string, readonly Holiday[]>> = {
  CO: [
    ...each("01-01", "05-01", "07-20", "08-07", "12-08", "12-25", -3, -2),
    ...moved("01-06", "03-19", "06-29", "08-15", "10-12", "11-01", "11-11", 43, 64, 71),
  ],
  FR: each("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25", 1, 39, 50),
  // A holiday on a Sunday gives the Monday too (Public Holidays Act 36/1994): Sundays are closed already.
  ZA: each("01-01", "03-21", "04-27", "05-01", "06-16", "08-09", "09-24", "12-16", "12-25", "12-26", -2, 1),
};
const MONDAY_TOO = ["ZA"];

const years = new Map<string, ReadonlySet<number>>();

/** Whether a day (since 1 January 1970) is a public holiday there. Pure. */
export function isPublicHoliday(country: string, day: number): boolean {
  const holidays = HOLIDAYS[country];
  if (holidays === undefined) return false;
  const year = new Date(day * DAY).getUTCFullYear();
  const key = `${country} ${String(year)}`;
  let days = years.get(key);
  if (days === undefined) {
    days = new Set(holidays.flatMap((holiday) => daysOf(holiday, year, MONDAY_TOO.includes(country))));
    years.set(key, days);
  }
  return days.has(day);
}

function daysOf({ on, monday }: Holiday, year: number, mondayToo: boolean): readonly number[] {
  const day = typeof on === "number" ? easter(year) + on : Date.parse(`${String(year)}-${on}`) / DAY;
  if (monday === true) return [day + ((8 - weekdayOf(day)) % 7)];
  return mondayToo && weekdayOf(day) === 0 ? [day, day + 1] : [day];
}

/** Easter Sunday as days since 1970: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return Date.UTC(year, month - 1, day) / DAY;
}
