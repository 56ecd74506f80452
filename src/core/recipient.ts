import { docsUrl } from "./docs-url.js";
import { parsePhoneNumber } from "./parse-phone-number.js";
import { type PersonKey, personKeyOf } from "./person-key.js";
import { PhoneNumber } from "./phone-number.js";
import { RefusedError } from "./policy-errors.js";
import { ValidationError } from "./validation-error.js";

/**
 * One person, as a caller names them: an E.164 phone number (`+919812345678`), a {@link PhoneNumber} that a webhook
 * gave, or a business-scoped user id (`IN.1a2b...`). Never a list.
 */
export type RecipientInput = string | PhoneNumber;

/** One resolved recipient. */
export type Recipient =
  | { readonly kind: "phone"; readonly phone: PhoneNumber; readonly key: PersonKey }
  | { readonly kind: "bsuid"; readonly userId: string; readonly key: PersonKey };

/** A group of the business. Only free form goes there, and only what a `GroupChat` offers. */
export interface GroupRecipient {
  readonly kind: "group";
  readonly groupId: string;
  /** Stands for the group in the stores, beside the keys of people. */
  readonly key: PersonKey;
}

/** `CC.` and up to 128 alphanumerics; a parent BSUID has `CC.ENT.` (Meta, Business-scoped user IDs, 2026). */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** True for a business-scoped user id or a parent one. */
export function isBsuid(value: string): boolean {
  return BSUID.test(value);
}

/**
 * Reads the one recipient of a call.
 *
 * @throws {@link RefusedError} `MULTIPLE_RECIPIENTS` (guard G1) for an array, an iterable or a list in one string.
 * @throws {@link ValidationError} `INVALID_RECIPIENT` or `INVALID_PHONE_NUMBER` for anything else that is not one person.
 */
export function parseRecipient(input: unknown): Recipient {
  if (input instanceof PhoneNumber) return fromPhone(readOnce(input));
  if (isSeveral(input)) throw multipleRecipients();
  if (typeof input !== "string" || input.trim() === "") {
    throw new ValidationError("INVALID_RECIPIENT", "The recipient is missing or not a string.", {
      fix: 'Give one E.164 phone number such as "+442079460958", or one business-scoped user id.',
      problems: [{ field: "to", problem: missingRecipient(input) }],
    });
  }
  if (isBsuid(input)) return { kind: "bsuid", userId: input, key: input };
  return fromPhone(parsePhoneNumber(input));
}

function missingRecipient(input: unknown): string {
  if (input === undefined || input === null || typeof input === "string")
    return "is missing: expected one phone number or one user id";
  return `expected a string, got ${typeof input}`;
}

/** The recipient behind a store key (digits or a BSUID). */
export function recipientOfKey(key: PersonKey): Recipient {
  const phone = isBsuid(key) ? undefined : PhoneNumber.fromWaId(key);
  return phone === undefined ? { kind: "bsuid", userId: key, key } : fromPhone(phone);
}

/** Meta's ids of groups are opaque: base64-like texts. */
const GROUP_ID = /^[A-Za-z0-9+/=_-]{1,256}$/;

/** @throws {@link ValidationError} `INVALID_RECIPIENT`. */
export function groupRecipient(groupId: unknown): GroupRecipient {
  if (typeof groupId === "string" && GROUP_ID.test(groupId))
    return { kind: "group", groupId, key: `${GROUP_KEY}${groupId}` };
  throw new ValidationError("INVALID_RECIPIENT", "This is no id of a group.", {
    fix: "Give the group's id from the webhook `group_lifecycle_update` or from waypost.groups.list().",
    problems: [{ field: "groupId", problem: "expected the id of one group" }],
  });
}

const GROUP_KEY = "group:";

/** True for the store key of a group. */
export function isGroupKey(key: PersonKey): boolean {
  return key.startsWith(GROUP_KEY);
}

/**
 * A copy of its own: an object that only looks like a PhoneNumber could show one number to the registry and another to
 * the wire.
 */
function readOnce(input: PhoneNumber): PhoneNumber {
  const digits: unknown = input.revealWaId();
  const phone = typeof digits === "string" ? PhoneNumber.fromWaId(digits) : undefined;
  if (phone !== undefined) return phone;
  throw new ValidationError("INVALID_RECIPIENT", "The recipient is no PhoneNumber that Waypost made.", {
    fix: "Give the PhoneNumber of a webhook as it is, or the number as a string.",
    problems: [{ field: "to", problem: "expected the digits of one phone number" }],
  });
}

function fromPhone(phone: PhoneNumber): Recipient {
  return { kind: "phone", phone, key: personKeyOf(phone) };
}

function isSeveral(input: unknown): boolean {
  if (typeof input === "string")
    return /[,;\n\r|]/.test(input.trim()) || (input.match(/\+\d/g)?.length ?? 0) > 1;
  if (typeof input !== "object" || input === null) return false;
  return Symbol.iterator in input || Symbol.asyncIterator in input || "length" in input;
}

function multipleRecipients(): RefusedError {
  return new RefusedError({
    action: "refuse",
    code: "MULTIPLE_RECIPIENTS",
    rule: "G1",
    message: "One call sends to one person, and this call names several.",
    fix: "Send when something happened to one person, with that event as the cause; your own job queue calls once per event.",
    facts: {},
    warnings: [],
    docsUrl: docsUrl("MULTIPLE_RECIPIENTS"),
  });
}
