import { HOUR } from "../core/index.js";
import type { AccountFact } from "./account-fact.js";

/** A code with which Meta refused a send, at once or by a failed status. */
export interface SendErrorSubject {
  readonly businessAccountId: string;
  readonly phoneNumberId: string;
  /** Country of the recipient. */
  readonly country: string | undefined;
  readonly code: number | undefined;
  readonly at: number;
}

/** Bills are paid in Meta's Business Manager, and no webhook tells of it: one send an hour finds out. */
const PAYMENT_PAUSE_MS = HOUR;

/** What an error code tells of the account (compliance 5.5 and 8). Pure; other codes give nothing. */
export function factsOfError(error: SendErrorSubject): readonly AccountFact[] {
  const { businessAccountId, phoneNumberId, country, code, at } = error;
  const tripped = (
    topic: AccountFact["topic"],
    more: Partial<Pick<AccountFact, "subject" | "until">> = {},
  ): readonly AccountFact[] => [
    { businessAccountId, topic, subject: "", at, active: true, detail: { code: code ?? 0 }, ...more },
  ];
  switch (code) {
    case 368:
    case 131031:
    case 141014:
      return tripped("ban");
    case 131048:
      return tripped("spam_limit", { subject: phoneNumberId });
    case 131064:
      return tripped("template_classification");
    case 131042:
      return tripped("payment", { until: at + PAYMENT_PAUSE_MS });
    case 131063:
      return tripped("marketing_route");
    case 130497:
      return country === undefined ? [] : tripped("country", { subject: country });
    default:
      return [];
  }
}
