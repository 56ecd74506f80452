import type { Writable } from "../core/index.js";
import type { Json } from "./json.js";
import type { BusinessNumber } from "./numbers.js";
import type { Person } from "./people/person.js";
import type { Rendered } from "./people/phone-message.js";

/** How far a message came. */
export type SentStatus = "accepted" | "sent" | "delivered" | "read" | "failed";

/** A message that Meta accepted, and what became of it. */
export interface SentMessage {
  /** `wamid....` */
  readonly id: string;
  /** When it was accepted: milliseconds since the epoch, on the virtual clock. */
  readonly at: number;
  readonly phoneNumberId: string;
  /** `to` or `recipient` as it was sent. */
  readonly to: string;
  readonly type: string;
  /** The JSON that was sent. */
  readonly payload: Json;
  /** `biz_opaque_callback_data`. */
  readonly callbackData?: string | undefined;
  /** Whether the customer service window was open when it was accepted. */
  readonly insideWindow: boolean;
  /** Whether the person had stopped promotions when it was accepted. */
  readonly promotionsStopped: boolean;
  /** Category is the template's at that moment, in Meta's upper case. */
  readonly template?:
    { readonly name: string; readonly language: string; readonly category: string } | undefined;
  readonly status: SentStatus;
  /** Meta's code when it failed. */
  readonly errorCode?: number | undefined;
}

/** The writable form, kept inside the simulator. */
export type SentRecord = Writable<SentMessage> & {
  readonly person: Person;
  readonly number: BusinessNumber;
  readonly rendered: Rendered;
  /** The phone number was addressed, not the user id. */
  readonly toPhone: boolean;
  readonly quotes?: string | undefined;
  /** Fails with this code instead of going out. */
  readonly verdict?: { readonly code: number; readonly details: string } | undefined;
  readonly pricing: Json;
};

/** Messages that were accepted more than once with the same `biz_opaque_callback_data`. */
export interface DuplicateSend {
  readonly callbackData: string;
  readonly messages: readonly SentMessage[];
}

/** Pure. */
export function duplicatesIn(sent: readonly SentMessage[]): DuplicateSend[] {
  const byData = new Map<string, SentMessage[]>();
  for (const message of sent) {
    if (message.callbackData === undefined) continue;
    const same = byData.get(message.callbackData);
    if (same === undefined) byData.set(message.callbackData, [message]);
    else same.push(message);
  }
  return [...byData]
    .filter(([, messages]) => messages.length > 1)
    .map(([callbackData, messages]) => ({ callbackData, messages }));
}
