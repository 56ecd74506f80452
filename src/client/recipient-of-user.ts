import type { PersonKey, Recipient } from "../core/index.js";
import { parseRecipient, recipientOfKey } from "../core/recipients.js";
import type { WebhookUser } from "../webhooks/index.js";

/** Who is answered: by the number as Meta wrote it, which a key need not have (Brazil, Mexico, Argentina). */
export function recipientOfUser({ phone }: WebhookUser, key: PersonKey): Recipient {
  return phone === undefined ? recipientOfKey(key) : parseRecipient(phone);
}
