import { DAY, MINUTE } from "../../core/index.js";
import { localTime, type LocalTime, offsetAt } from "./zone-time.js";

/** Minutes of the day between which a message may arrive, on a day since 1970; undefined when it may not at all. */
export type OpeningHours = (day: number) => { readonly from: number; readonly to: number } | undefined;

/** Two weeks without an open moment: the zones of the country share none. */
const FARTHEST = 15 * DAY;
/** Clocks are set on quarters of an hour, and by less than three hours. */
const QUARTER = 15 * MINUTE;
const CAREFUL = 180;

/** True when it is open in every zone at the instant. */
export function isOpen(zones: readonly string[], hours: OpeningHours, instant: number): boolean {
  return zones.every((zone) => opensIn(localTime(zone, instant), hours) === 0);
}

/**
 * The first moment from `instant` on that is open in every zone, to the minute; undefined when there is none within two
 * weeks. Right across midnight and when clocks are set: it goes by what clocks show at each moment that it tries.
 */
export function nextOpening(
  zones: readonly string[],
  hours: OpeningHours,
  instant: number,
): number | undefined {
  let at = instant;
  while (at - instant < FARTHEST) {
    const [zone, wait] = lastToOpen(zones, hours, at);
    if (wait === 0) return at;
    const minute = Math.floor(at / MINUTE);
    const wanted = (minute + wait) * MINUTE;
    // Where clocks are set on the way, they are read again before that moment and after it.
    if (offsetAt(zone, wanted) === offsetAt(zone, at)) at = wanted;
    else at = wait > CAREFUL ? (minute + wait - CAREFUL) * MINUTE : (Math.floor(at / QUARTER) + 1) * QUARTER;
  }
  return undefined;
}

function lastToOpen(
  zones: readonly string[],
  hours: OpeningHours,
  at: number,
): readonly [zone: string, wait: number] {
  let last: readonly [string, number] = ["UTC", 0];
  for (const zone of zones) {
    const wait = opensIn(localTime(zone, at), hours);
    if (wait > last[1]) last = [zone, wait];
  }
  return last;
}

/** Minutes until the zone opens, by its own clock; 0 when it is open. */
function opensIn({ day, minute }: LocalTime, hours: OpeningHours): number {
  for (let ahead = 0; ahead <= 14; ahead++) {
    const open = hours(day + ahead);
    if (open === undefined) continue;
    const now = ahead === 0 ? minute : -1;
    if (now >= open.to) continue;
    if (now >= open.from) return 0;
    return ahead * 24 * 60 + open.from - minute;
  }
  return 15 * 24 * 60;
}
