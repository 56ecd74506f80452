import type { PersonKey } from "../core/index.js";
import { PhoneNumber } from "../core/index.js";

/** The person an event is about, as far as the event tells. Since 2026 a phone number may be missing. */
export interface WebhookUser {
  readonly phone?: PhoneNumber | undefined;
  /** Business-scoped user id. */
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  /** Profile name. */
  readonly name?: string | undefined;
  /** Keys in the stores: digits, BSUID, parent BSUID, as far as known. Not enumerable: they hold the whole number. */
  readonly keys: readonly PersonKey[];
}

export function webhookUser(facts: {
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
}): WebhookUser {
  const phone = facts.waId === undefined ? undefined : PhoneNumber.fromWaId(facts.waId);
  const { userId, parentUserId, username, name } = facts;
  const keys = [phone?.revealWaId(), userId, parentUserId].filter((key) => key !== undefined);
  const shown = Object.entries({ phone, userId, parentUserId, username, name }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.defineProperty(Object.fromEntries(shown), "keys", {
    value: keys,
    enumerable: false,
  }) as unknown as WebhookUser;
}
