import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { PhoneNumber } from "./phone-number.js";
import { ValidationError } from "./validation-error.js";

/** Mexico dropped the 1 after its code in 2019; WhatsApp ids of people who registered before still have it. */
const MEXICAN_WA_ID = /^\+521\d{10}$/;

/**
 * Reads a phone number that a caller gave: E.164 with `+`, spaces and dashes tolerated.
 *
 * @throws {@link ValidationError} `INVALID_PHONE_NUMBER` when it is no possible number of any country.
 */
export function parsePhoneNumber(input: string): PhoneNumber {
  const parsed = input.trim().startsWith("+") ? parsePhoneNumberFromString(input) : undefined;
  const number =
    parsed?.isPossible() === true
      ? PhoneNumber.fromWaId(parsed.number, parsed.country)
      : MEXICAN_WA_ID.test(input)
        ? PhoneNumber.fromWaId(input, "MX")
        : undefined;
  if (number === undefined) {
    throw new ValidationError("INVALID_PHONE_NUMBER", "The recipient is not an E.164 phone number.", {
      fix: 'Write it with "+", country calling code and number, for example "+442079460958".',
      problems: [{ field: "to", problem: `expected E.164, got ${describe(input)}` }],
    });
  }
  return number;
}

/** ISO 3166-1 alpha-2 country of a number, or undefined where the calling code is shared and the number does not tell. */
export function countryOf(number: PhoneNumber): string | undefined {
  return number.country ?? parsePhoneNumberFromString(number.reveal())?.country;
}

/** Country calling code without `+`, for example `91`. */
export function callingCodeOf(number: PhoneNumber): string | undefined {
  return parsePhoneNumberFromString(number.reveal())?.countryCallingCode;
}

/** True for an ISO 3166-1 alpha-2 code, in capitals, whose people have phone numbers: any that `countryOf` may answer. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

function describe(input: string): string {
  const digits = input.replace(/\D/g, "").length;
  return `${String(input.length)} characters with ${String(digits)} digits${input.trim().startsWith("+") ? "" : ' and no leading "+"'}`;
}
