import type { GroupRecipient, Recipient } from "../core/index.js";
import { countryOf } from "../core/recipients.js";
import type { PolicyRecipient } from "../policy/index.js";

/** What the policy may know of a recipient: how they are addressed and their country. */
export function policyRecipient(recipient: Recipient | GroupRecipient): PolicyRecipient {
  switch (recipient.kind) {
    case "phone":
      return { kind: "phone", country: countryOf(recipient.phone) };
    case "bsuid":
      return { kind: "bsuid", country: recipient.userId.slice(0, 2) };
    case "group":
      return { kind: "group" };
  }
}
