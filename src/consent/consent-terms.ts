import { DAY } from "../core/index.js";
import type { ConsentBasis } from "./types.js";

/** Consent itself does not end, but is to be confirmed anew after this many months (South Korea: by law). */
const RECONFIRM_MONTHS = 24;

/** When an opt-in ends and when it is to be confirmed again, in milliseconds since the epoch. */
interface ConsentTerms {
  readonly expiresAt?: number | undefined;
  readonly reconfirmBy?: number | undefined;
}

/**
 * How long an opt-in on this basis lasts (compliance 3.4 rule 7): consent and written consent are to be confirmed again
 * after 24 months; after a purchase 24 months; after an enquiry 6 months, in India 7 days; a request 24 hours; a contract
 * and a soft opt-in as long as they stand.
 *
 * @param givenAt when the person acted, in milliseconds since the epoch.
 * @param country ISO 3166-1 alpha-2 of the person, or a subdivision of it (`US-CA`).
 */
export function consentTerms(
  basis: ConsentBasis,
  givenAt: number,
  country: string | undefined,
): ConsentTerms {
  switch (basis) {
    case "consent":
    case "written":
      return { reconfirmBy: addMonths(givenAt, RECONFIRM_MONTHS) };
    case "implied_purchase":
      return { expiresAt: addMonths(givenAt, 24) };
    case "implied_enquiry":
      return {
        expiresAt: country?.slice(0, 2).toUpperCase() === "IN" ? givenAt + 7 * DAY : addMonths(givenAt, 6),
      };
    case "request":
      return { expiresAt: givenAt + DAY };
    case "contract":
    case "soft_opt_in":
      return {};
  }
}

/** Calendar months in UTC; the 31st becomes the last day of a shorter month, never a day of the next. */
function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
