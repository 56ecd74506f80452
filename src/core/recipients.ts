/**
 * The second door of core: recipients that a caller names. Apart from `index.ts`, because it needs the metadata of the
 * world's phone numbers, which whoever only receives webhooks does not.
 */
export { callingCodeOf, countryOf, isCountry } from "./parse-phone-number.js";
export { groupRecipient, isBsuid, isGroupKey, parseRecipient, recipientOfKey } from "./recipient.js";
