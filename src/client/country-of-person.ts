import type { PersonKey } from "../core/index.js";
import { countryOf, isGroupKey, recipientOfKey } from "../core/recipients.js";

/** Where a person's number or user id is from; undefined for a group. */
export function countryOfPerson(person: PersonKey): string | undefined {
  if (isGroupKey(person)) return undefined;
  const recipient = recipientOfKey(person);
  // A user id starts with the country.
  return recipient.kind === "phone" ? countryOf(recipient.phone) : recipient.userId.slice(0, 2);
}
