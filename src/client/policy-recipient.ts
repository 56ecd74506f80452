import { type Recipient } from "../core/index.js";
import { countryOf } from "../core/recipients.js";
import type { PolicyRecipient } from "../policy/index.js";

/** What the policy may know of a recipient: how they are addressed and their country. */
export function policyRecipient(recipient: Recipient): PolicyRecipient {
  return recipient.kind === "phone"
    ? { kind: "phone", country: countryOf(recipient.phone) }
    : { kind: "bsuid", country: recipient.userId.slice(0, 2) };
}
