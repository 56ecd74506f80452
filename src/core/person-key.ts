import type { PhoneNumber } from "./phone-number.js";

/**
 * Key of a person in the stores: the digits of the phone number in one form, or the BSUID. It holds the whole number: it
 * never goes into a log or an error.
 */
export type PersonKey = string;

/**
 * Countries in which a WhatsApp id and the number that people dial differ for one and the same phone (Meta, phone number
 * formats). The key has the form of today's numbering plan, whichever form came.
 */
const FORMS: readonly (readonly [from: RegExp, to: string])[] = [
  // Brazil: mobile numbers (6 to 9 behind the area code) got a ninth digit from 2012 to 2016; landlines did not.
  [/^55(\d{2})([6-9]\d{7})$/, "55$19$2"],
  // Mexico: no 1 behind the country calling code since 2019.
  [/^521(\d{10})$/, "52$1"],
  // Argentina: mobile numbers have a 9 behind the country calling code, left out in places.
  [/^54(?!9)(\d{10})$/, "549$1"],
];

/** The key of the person behind a number: one person, however their number was dialled. Pure. */
export function personKeyOf(phone: PhoneNumber): PersonKey {
  const digits = phone.revealWaId();
  const form = FORMS.find(([from]) => from.test(digits));
  return form === undefined ? digits : digits.replace(form[0], form[1]);
}
