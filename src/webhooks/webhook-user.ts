import type { PersonKey, Writable } from "../core/index.js";
import { personKeyOf, PhoneNumber } from "../core/index.js";

/** The person an event is about, as far as the event tells. Since 2026 a phone number may be missing. */
export interface WebhookUser {
  readonly phone?: PhoneNumber | undefined;
  /** Business-scoped user id. */
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  /** Profile name. */
  readonly name?: string | undefined;
  /** Changes when the person changes device; only where the identity check is on. */
  readonly identityKeyHash?: string | undefined;
  /** Keys in the stores: digits in one form, BSUID, parent BSUID, as far as known. Not enumerable: they hold the whole number. */
  readonly keys: readonly PersonKey[];
}

export function webhookUser(facts: {
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly identityKeyHash?: string | undefined;
}): WebhookUser {
  const user = {} as Writable<WebhookUser>;
  const keys: PersonKey[] = [];
  const phone = facts.waId === undefined ? undefined : PhoneNumber.fromWaId(facts.waId);
  if (phone !== undefined) {
    user.phone = phone;
    keys.push(personKeyOf(phone));
  }
  if (facts.userId !== undefined) keys.push((user.userId = facts.userId));
  if (facts.parentUserId !== undefined) keys.push((user.parentUserId = facts.parentUserId));
  if (facts.username !== undefined) user.username = facts.username;
  if (facts.name !== undefined) user.name = facts.name;
  if (facts.identityKeyHash !== undefined) user.identityKeyHash = facts.identityKeyHash;
  return Object.defineProperty(user, "keys", { value: keys });
}
