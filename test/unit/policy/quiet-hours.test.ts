import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/index.js";
import {
  isOpen,
  nextOpening,
  openingHours,
  QUIET_HOURS,
  quietHoursAt,
  STRICT_QUIET_HOURS,
  UNSUPPORTED_COUNTRIES,
  VERTICALS,
  zonesOfCountry,
} from "../../../src/policy/index.js";
import { isPublicHoliday } from "../../../src/policy/quiet-hours/public-holidays.js";
import {
  dateOf,
  isTimeZone,
  localTime,
  offsetAt,
  weekdayOf,
} from "../../../src/policy/quiet-hours/zone-time.js";
import { zonesOfLocale } from "../../../src/policy/quiet-hours/zones-of-country.js";

const opens = (
  country: string | undefined,
  from: string,
  more: { readonly timeZone?: string; readonly nightConsent?: boolean } = {},
  config = STRICT_QUIET_HOURS,
): string => {
  const subject = { country, timeZone: more.timeZone, nightConsent: more.nightConsent ?? false };
  const quiet = quietHoursAt(config, subject, Date.parse(from));
  if (quiet === undefined) return "open";
  return quiet.opensAt === undefined ? "never" : new Date(quiet.opensAt).toISOString();
};

describe("when marketing may reach people", () => {
  it.each([
    // IN is one zone: 10:00 is 04:30 UTC. 2026-01-05 is a Monday.
    ["IN", "2026-01-05T04:29:00Z", "2026-01-05T04:30:00.000Z"],
    ["IN", "2026-01-05T04:30:00Z", "open"],
    ["IN", "2026-01-05T15:29:59Z", "open"],
    ["IN", "2026-01-05T15:30:00Z", "2026-01-06T04:30:00.000Z"],
    // Saturday night waits for Monday.
    ["IN", "2026-01-10T16:00:00Z", "2026-01-12T04:30:00.000Z"],
    // AE allows Sunday.
    ["AE", "2026-01-11T05:00:00Z", "open"],
    // CO: Saturday ends at 15:00; Monday 12 January 2026 is Epiphany, moved.
    ["CO", "2026-01-10T20:00:00Z", "2026-01-13T12:00:00.000Z"],
    // FR: across the change to summer time on Sunday 29 March 2026: 08:00 is 06:00 UTC on Monday.
    ["FR", "2026-03-28T19:00:00Z", "2026-03-30T06:00:00.000Z"],
    ["FR", "2026-03-27T19:00:00Z", "2026-03-28T07:00:00.000Z"],
    // GB: the clock goes back on Sunday 25 October 2026.
    ["GB", "2026-10-24T19:00:00Z", "2026-10-26T08:00:00.000Z"],
    // Several zones: day in all of them. Russia: 09:00 in Kaliningrad is 07:00 UTC, 20:00 in Kamchatka 08:00 UTC.
    ["RU", "2026-01-05T06:00:00Z", "2026-01-05T07:00:00.000Z"],
    ["RU", "2026-01-05T08:00:00Z", "2026-01-06T07:00:00.000Z"],
    // Unknown: UTC.
    [undefined, "2026-01-05T08:00:00Z", "2026-01-05T09:00:00.000Z"],
    ["ZZZ", "2026-01-05T08:00:00Z", "2026-01-05T09:00:00.000Z"],
  ])("%s at %s: %s", (country, from, expected) => {
    expect(opens(country, from)).toBe(expected);
  });

  it("goes by the person's own zone where it is known", () => {
    expect(opens("RU", "2026-01-05T06:00:00Z", { timeZone: "Asia/Vladivostok" })).toBe("open");
    expect(opens("RU", "2026-01-05T06:00:00Z", { timeZone: "Mars/Olympus" })).toBe(
      "2026-01-05T07:00:00.000Z",
    );
  });

  it("Korea: at night only with a consent of its own", () => {
    const night = "2026-01-05T13:00:00Z";
    expect(opens("KR", night)).toBe("2026-01-05T23:00:00.000Z");
    expect(opens("KR", night, { nightConsent: true })).toBe("open");
    const subject = { country: "KR", timeZone: undefined, nightConsent: false };
    expect(quietHoursAt(STRICT_QUIET_HOURS, subject, Date.parse(night))?.nightConsentHelps).toBe(true);
    expect(opens("IN", "2026-01-05T18:00:00Z", { nightConsent: true })).not.toBe("open");
  });

  it("Sundays and holidays are configuration", () => {
    const config = {
      ...STRICT_QUIET_HOURS,
      allowSunday: true,
      holidays: { FR: ["2026-01-06"] },
      countries: { ...QUIET_HOURS, XX: { ...STRICT_QUIET_HOURS.otherwise, weekdays: "10:00-10:00" } },
    };
    expect(opens("IN", "2026-01-11T05:00:00Z", {}, config)).toBe("open");
    expect(opens("FR", "2026-01-05T20:00:00Z", {}, config)).toBe("2026-01-07T07:00:00.000Z");
    const never = { ...config, otherwise: { ...config.otherwise, weekdays: "10:00-10:00", saturday: null } };
    expect(opens(undefined, "2026-01-05T08:00:00Z", {}, { ...never, allowSunday: false })).toBe("never");
  });

  it("a country without an open day in two weeks never opens", () => {
    const days = Array.from({ length: 20 }, (_, n) =>
      new Date(Date.parse("2026-01-05") + n * DAY).toISOString().slice(0, 10),
    );
    const until = (last: number) => ({ ...STRICT_QUIET_HOURS, holidays: { IN: days.slice(0, last) } });
    expect(opens("IN", "2026-01-05T04:30:00Z", {}, until(20))).toBe("never");
    // The thirteenth day is a Saturday; with it closed, Monday after the Sunday.
    expect(opens("IN", "2026-01-05T04:30:00Z", {}, until(12))).toBe("2026-01-17T04:30:00.000Z");
    expect(opens("IN", "2026-01-05T04:30:00Z", {}, until(13))).toBe("2026-01-19T04:30:00.000Z");
  });

  it("says how the time of the person was known", () => {
    const night = Date.parse("2026-01-05T01:00:00Z");
    const by = (country: string | undefined, timeZone?: string) =>
      quietHoursAt(STRICT_QUIET_HOURS, { country, timeZone, nightConsent: false }, night)?.by;
    expect([by("IN"), by("RU"), by(undefined), by("RU", "Asia/Kolkata"), by("RU", "Mars/Olympus")]).toEqual([
      "country",
      "several zones",
      "country",
      "person",
      "several zones",
    ]);
  });

  it("zones of a country, in the form of each runtime", () => {
    // Called Calcutta by older data.
    expect(zonesOfCountry("IN").map((zone) => offsetAt(zone, 0))).toEqual([330]);
    expect(zonesOfCountry("RU").length).toBeGreaterThan(10);
    for (const unknown of [undefined, "in", "IND", "1N", "XX"])
      expect(zonesOfCountry(unknown)).toEqual(["UTC"]);
    expect(zonesOfLocale({ timeZones: ["Asia/Kolkata"] })).toEqual(["Asia/Kolkata"]);
    expect(zonesOfLocale({ getTimeZones: () => ["Asia/Kolkata"], timeZones: ["old"] })).toEqual([
      "Asia/Kolkata",
    ]);
    expect(zonesOfLocale({ getTimeZones: () => undefined })).toEqual(["UTC"]);
    expect(zonesOfLocale({ timeZones: [] })).toEqual(["UTC"]);
    expect(zonesOfLocale({})).toEqual(["UTC"]);
  });

  it("clocks are read right however many moments were asked for before", () => {
    const from = Date.parse("2026-01-05T00:00:00Z");
    const offsets = new Set(
      Array.from({ length: 4_200 }, (_, n) => offsetAt("Asia/Kathmandu", from + n * 15 * MINUTE)),
    );
    expect([...offsets]).toEqual([345]);
    expect(offsetAt("Europe/Paris", Date.parse("2026-03-29T00:59:59Z"))).toBe(60);
    expect(offsetAt("Europe/Paris", Date.parse("2026-03-29T01:00:00Z"))).toBe(120);
    expect(offsetAt("America/St_Johns", Date.parse("1970-01-01T00:00:00Z"))).toBe(-210);
  });

  it("opens right where clocks are set just before", () => {
    const first = (from: string, opensAt: number): string =>
      new Date(
        nextOpening(["Europe/Paris"], () => ({ from: opensAt, to: 20 * 60 }), Date.parse(from)) ?? 0,
      ).toISOString();
    // At 01:00 UTC it becomes 03:00 instead of 02:00.
    expect(first("2026-03-29T00:30:00Z", 120)).toBe("2026-03-29T01:00:00.000Z");
    expect(first("2026-03-29T00:07:00Z", 150)).toBe("2026-03-29T01:00:00.000Z");
    expect(first("2026-03-28T20:00:00Z", 240)).toBe("2026-03-29T02:00:00.000Z");
    // At 01:00 UTC it becomes 02:00 again.
    expect(first("2026-10-25T00:15:00Z", 150)).toBe("2026-10-25T00:30:00.000Z");
    expect(first("2026-10-25T00:45:30Z", 180)).toBe("2026-10-25T02:00:00.000Z");
  });

  it("public holidays", () => {
    const on = (country: string, date: string) => isPublicHoliday(country, Date.parse(date) / DAY);
    for (const date of ["2026-01-12", "2026-03-23", "2026-04-02", "2026-04-03", "2026-05-18", "2026-12-25"])
      expect(`${date} ${String(on("CO", date))}`).toBe(`${date} true`);
    for (const date of ["2026-04-06", "2026-05-14", "2026-05-25", "2026-07-14"])
      expect(`${date} ${String(on("FR", date))}`).toBe(`${date} true`);
    // 9 August 2026 is a Sunday: Monday too.
    for (const date of ["2026-04-03", "2026-08-09", "2026-08-10"]) expect(on("ZA", date)).toBe(true);
    expect([on("CO", "2026-01-06"), on("FR", "2026-01-06"), on("IN", "2026-01-26")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("Easter and what hangs on it, against another algorithm (Oudin 1940), for three centuries", () => {
    const oudin = (year: number): number => {
      const century = Math.floor(year / 100);
      const golden = year % 19;
      const epact =
        (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
      const moon =
        epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
      const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
      const offset = moon - weekday;
      const month = 3 + Math.floor((offset + 40) / 44);
      return Date.UTC(year, month - 1, offset + 28 - 31 * Math.floor(month / 4)) / DAY;
    };
    const wrong: number[] = [];
    for (let year = 1970; year < 2300; year++) {
      const sunday = oudin(year);
      const right =
        [1, 39, 50].every((after) => isPublicHoliday("FR", sunday + after)) &&
        [-3, -2, 43, 64, 71].every((after) => isPublicHoliday("CO", sunday + after)) &&
        [-2, 1].every((after) => isPublicHoliday("ZA", sunday + after)) &&
        ![0, 2].some((after) => isPublicHoliday("FR", sunday + after));
      if (!right) wrong.push(year);
    }
    expect(wrong).toEqual([]);
  });

  it("holidays that move to Monday, and Mondays after a holiday on a Sunday", () => {
    const holidays = (country: string, from: string, days: number): readonly string[] =>
      Array.from({ length: days }, (_, n) => Date.parse(from) / DAY + n)
        .filter((day) => isPublicHoliday(country, day))
        .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
    // Law 51/1983: Epiphany is Wednesday, 6 January 2027, and Monday, 6 January 2025.
    expect(holidays("CO", "2027-01-02", 20)).toEqual(["2027-01-11"]);
    expect(holidays("CO", "2025-01-02", 20)).toEqual(["2025-01-06"]);
    expect(holidays("CO", "2026-06-25", 30)).toEqual(["2026-06-29", "2026-07-20"]);
    // Freedom Day is Sunday, 27 April 2031; Women's Day is Monday, 9 August 2027.
    expect(holidays("ZA", "2031-04-20", 12)).toEqual(["2031-04-27", "2031-04-28", "2031-05-01"]);
    expect(holidays("ZA", "2027-08-01", 20)).toEqual(["2027-08-09"]);
    expect(holidays("FR", "2027-08-10", 10)).toEqual(["2027-08-15"]);
  });

  it("hours with minutes", () => {
    const countries = { XX: { ...STRICT_QUIET_HOURS.otherwise, weekdays: "09:30-20:15" } };
    const config = { ...STRICT_QUIET_HOURS, countries };
    expect(opens("XX", "2026-01-05T09:29:00Z", {}, config)).toBe("2026-01-05T09:30:00.000Z");
    expect(opens("XX", "2026-01-05T20:14:59Z", {}, config)).toBe("open");
    expect(opens("XX", "2026-01-05T20:15:00Z", {}, config)).toBe("2026-01-06T09:30:00.000Z");
  });

  it("days of the week and dates, also before 1970", () => {
    for (let day = -20; day <= 20; day++) {
      const date = new Date(day * DAY);
      expect(weekdayOf(day)).toBe(date.getUTCDay());
      expect(dateOf(day)).toBe(date.toISOString().slice(0, 10));
    }
  });

  it("what clocks show", () => {
    const shown = (zone: string, instant: string): string => {
      const { day, minute } = localTime(zone, Date.parse(instant));
      return `${dateOf(day)} ${String(minute)}`;
    };
    expect(shown("UTC", "2026-01-05T00:00:00Z")).toBe("2026-01-05 0");
    expect(shown("UTC", "2026-01-05T23:59:59.999Z")).toBe("2026-01-05 1439");
    expect(shown("Asia/Kathmandu", "2026-01-05T18:14:59Z")).toBe("2026-01-05 1439");
    expect(shown("Asia/Kathmandu", "2026-01-05T18:15:00Z")).toBe("2026-01-06 0");
    expect(shown("America/St_Johns", "2026-01-05T03:29:00Z")).toBe("2026-01-04 1439");
    expect(shown("Pacific/Kiritimati", "2026-12-31T10:00:00Z")).toBe("2027-01-01 0");
    expect(shown("America/New_York", "1969-12-31T23:00:00Z")).toBe("1969-12-31 1080");
    expect([isTimeZone("Asia/Kolkata"), isTimeZone("Mars/Olympus"), isTimeZone("")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("opens to the minute, and closes with it", () => {
    const nine = () => ({ from: 540, to: 1_200 });
    const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
    expect(isOpen(["UTC"], nine, at("08:59:59"))).toBe(false);
    expect(isOpen(["UTC"], nine, at("09:00:00"))).toBe(true);
    expect(isOpen(["UTC"], nine, at("19:59:59"))).toBe(true);
    expect(isOpen(["UTC"], nine, at("20:00:00"))).toBe(false);
    expect(isOpen(["UTC", "Asia/Tokyo"], nine, at("09:30:00"))).toBe(true);
    expect(isOpen(["UTC", "Asia/Tokyo"], nine, at("11:00:00"))).toBe(false);
    expect(nextOpening(["UTC"], nine, at("08:59:30"))).toBe(at("09:00:00"));
    expect(nextOpening(["UTC"], nine, at("09:00:30"))).toBe(at("09:00:30"));
    expect(nextOpening(["UTC"], nine, at("20:00:00"))).toBe(at("09:00:00") + DAY);
    // It is day in both for two hours only, and never in all three.
    expect(nextOpening(["UTC", "Asia/Tokyo"], nine, at("12:00:00"))).toBe(at("09:00:00") + DAY);
    const three = ["UTC", "Asia/Tokyo", "America/Los_Angeles"];
    expect(nextOpening(three, nine, at("12:00:00"))).toBeUndefined();
    // The fourteenth day counts, the fifteenth does not.
    const today = at("00:00:00") / DAY;
    const only = (ahead: number) => (day: number) => (day === today + ahead ? nine() : undefined);
    expect(nextOpening(["UTC"], only(14), at("12:00:00"))).toBe(at("09:00:00") + 14 * DAY);
    expect(nextOpening(["UTC"], only(15), at("12:00:00"))).toBeUndefined();
  });

  it("every entry names its source and the day it was checked", () => {
    const entries = [...Object.values(QUIET_HOURS), ...UNSUPPORTED_COUNTRIES, ...Object.values(VERTICALS)];
    for (const { source, checkedOn, confidence } of entries) {
      expect(source.length).toBeGreaterThan(3);
      expect(checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(["high", "medium", "low"]).toContain(confidence);
    }
  });

  it("property: it opens at the first open quarter, never later, across midnight and changes of clocks", () => {
    const countries = ["IN", "CO", "FR", "GB", "AU", "CL", "RU", "CA", "ZA", "BR", "IR", undefined];
    fc.assert(
      fc.property(
        fc.constantFrom(...countries),
        fc.integer({ min: Date.UTC(2026, 0, 1) / (15 * MINUTE), max: Date.UTC(2027, 0, 1) / (15 * MINUTE) }),
        (country, quarter) => {
          const from = quarter * 15 * MINUTE;
          const zones = zonesOfCountry(country);
          const hours = openingHours(STRICT_QUIET_HOURS, { country, nightConsent: false });
          const found = nextOpening(zones, hours, from);
          let expected = from;
          while (!isOpen(zones, hours, expected)) expected += 15 * MINUTE;
          expect(found).toBe(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("property: the rest of a minute makes no difference to when it opens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * DAY }), (offset) => {
        const from = Date.UTC(2026, 2, 26) + offset;
        const hours = openingHours(STRICT_QUIET_HOURS, { country: "FR", nightConsent: false });
        const found = nextOpening(["Europe/Paris"], hours, from) ?? 0;
        expect(isOpen(["Europe/Paris"], hours, found)).toBe(true);
        expect(found === from || found % HOUR === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
