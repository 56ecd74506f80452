import type { StoredPhoneMessage } from "./phone-message.js";

/** What passed between one person and one business number. */
export interface Line {
  /** Opens the customer service window. */
  lastInboundAt: number;
  /** Theoretical arrival time of the pair limit. */
  pairDue: number;
  lastSentToPhoneAt: number;
  /** Marketing messages outside the window, for the per-person limit. */
  marketingAt: number[];
}

/** One person and their phone. State; only the simulator sees it. */
export interface Person {
  /** Digits of the phone number as people dial it. Absent for somebody known by user id only. */
  phone: string | undefined;
  /** WhatsApp id; differs from the number dialled in some countries. */
  waId: string | undefined;
  /** Business-scoped user id. */
  userId: string;
  name: string;
  username: string | undefined;
  /** Adopted a username and shows the number only to businesses that wrote to it. */
  hidesPhone: boolean;
  onWhatsApp: boolean;
  online: boolean;
  /** The person blocked the business. */
  hasBlocked: boolean;
  /** The business blocked the person. */
  isBlocked: boolean;
  stoppedPromotions: boolean;
  readonly chat: StoredPhoneMessage[];
  /** Hands over what waits for the phone to come online, in order of arrival. */
  readonly waiting: (() => void)[];
  readonly lines: Map<string, Line>;
}

export function lineOf(person: Person, phoneNumberId: string): Line {
  let line = person.lines.get(phoneNumberId);
  if (line === undefined) {
    line = {
      lastInboundAt: Number.NEGATIVE_INFINITY,
      pairDue: Number.NEGATIVE_INFINITY,
      lastSentToPhoneAt: Number.NEGATIVE_INFINITY,
      marketingAt: [],
    };
    person.lines.set(phoneNumberId, line);
  }
  return line;
}
