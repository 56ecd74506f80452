import * as z from "zod";
import { once } from "../core/index.js";
import { isCountry } from "../core/recipients.js";
import { type Vertical, VERTICALS } from "./data/verticals.js";

/** A trade that WhatsApp's policy allows in some countries. */
export type RestrictedVertical = {
  [Kind in Vertical]: (typeof VERTICALS)[Kind]["standing"] extends "restricted" ? Kind : never;
}[Vertical];

/**
 * Your trade, where WhatsApp's policy treats it apart, and the countries in which you checked that it allows it. Templates
 * to anybody else are refused with `COUNTRY_RESTRICTED` (row 46). `gambling` needs Meta's written permission as well.
 */
export interface VerticalOptions {
  readonly kind: RestrictedVertical;
  /** ISO 3166-1 alpha-2, at least one. Meta changes its lists: none is shipped. */
  readonly countries: readonly string[];
}

/** Days without marketing by country: ISO 3166-1 alpha-2 to `YYYY-MM-DD`, as the person's own clock has it. */
export type HolidayOptions = Readonly<Record<string, readonly string[]>>;

const country = once(() =>
  z.string().refine(isCountry, {
    error: "unknown country: expected two capital letters of ISO 3166-1, for example IN",
  }),
);

const RESTRICTED = (Object.keys(VERTICALS) as Vertical[]).filter(
  (kind): kind is RestrictedVertical => VERTICALS[kind].standing === "restricted",
);

/** Both only ever stop more than the preset does. */
export const holidaysSchema = once(() =>
  z.record(country(), z.array(z.iso.date({ error: "expected a date that exists, YYYY-MM-DD" }))),
);

export const verticalSchema = once(() =>
  z.strictObject({
    kind: z.enum(RESTRICTED, { error: ({ input }) => kindProblem(input) }),
    countries: z.array(country()).min(1, {
      error: "name at least one country: the policy allows this trade only where it is listed",
    }),
  }),
);

function kindProblem(kind: unknown): string {
  const known = RESTRICTED.join(", ");
  if (typeof kind !== "string" || !Object.hasOwn(VERTICALS, kind)) {
    return `unknown trade: expected ${known}; leave vertical out for any other`;
  }
  const { source } = VERTICALS[kind as Vertical];
  return `not on WhatsApp, in no country (${source}): use another channel for it. Only ${known} have a list of countries`;
}
