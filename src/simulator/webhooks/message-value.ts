import { DAY, type Open } from "../../core/index.js";
import { webhookError } from "../error-catalogue.js";
import { compact, type Json, unixSeconds } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import type { Settings } from "../options.js";
import { lineOf, type Person } from "../people/person.js";
import type { SentRecord, SentStatus } from "../sent-message.js";
import type { Change } from "./delivery-body.js";

const PHONE_SHOWN_MS = 30 * DAY;

/** Identifiers of a person on a webhook to one number: somebody with a username may hide the phone number. */
export function identityOf(
  person: Person,
  number: BusinessNumber,
  settings: Settings,
  now: number,
): { waId?: string | undefined; userId?: string | undefined } {
  const shown = !person.hidesPhone || now - lineOf(person, number.id).lastSentToPhoneAt < PHONE_SHOWN_MS;
  const waId = shown ? person.waId : undefined;
  return { waId, userId: settings.userIds || waId === undefined ? person.userId : undefined };
}

export function metadataOf(number: BusinessNumber): Json {
  return { display_phone_number: number.digits, phone_number_id: number.id };
}

export function contactOf(
  person: Person,
  ids: { waId?: string | undefined; userId?: string | undefined },
): Json {
  return compact({
    profile: compact({ name: person.name, username: person.username }),
    wa_id: ids.waId,
    user_id: ids.userId,
  });
}

/** Field `messages` with one inbound message. */
export function inboundChange(number: BusinessNumber, message: Json, contact: Json | undefined): Change {
  return {
    field: "messages",
    value: compact({
      messaging_product: "whatsapp",
      metadata: metadataOf(number),
      contacts: contact === undefined ? undefined : [contact],
      messages: [message],
    }),
  };
}

/** Field `messages` with one status. A failed one has no contact, and the user id only when it was sent to that. */
export function statusChange(
  record: SentRecord,
  status: Exclude<SentStatus, "accepted">,
  settings: Settings,
  now: number,
  error?: { readonly code: number; readonly details: string },
): Change {
  const { person, number } = record;
  const ids = identityOf(person, number, settings, now);
  const failed = status === "failed";
  const waId = record.toPhone ? person.waId : ids.waId;
  const userId = failed && record.toPhone ? undefined : ids.userId;
  return {
    field: "messages",
    value: compact({
      messaging_product: "whatsapp",
      metadata: metadataOf(number),
      contacts: failed ? undefined : [contactOf(person, { waId, userId })],
      statuses: [
        compact({
          id: record.id,
          status,
          timestamp: unixSeconds(now),
          recipient_id: failed && !record.toPhone ? undefined : waId,
          recipient_user_id: userId,
          biz_opaque_callback_data: record.callbackData,
          conversation:
            status === "sent" || status === "delivered"
              ? conversationOf(record, status, settings, now)
              : undefined,
          pricing: status === "sent" || status === "delivered" ? record.pricing : undefined,
          errors: error === undefined ? undefined : [webhookError(error.code, error.details)],
        }),
      ],
    }),
  };
}

/** Left out since Graph v24.0 (outside free entry points); before, one per message. */
function conversationOf(
  record: SentRecord,
  status: "sent" | "delivered",
  settings: Settings,
  now: number,
): Json | undefined {
  if (Number(/^v(\d+)/.exec(settings.graphVersion)?.[1] ?? 26) >= 24) return undefined;
  return compact({
    id: Buffer.from(record.id).toString("hex").slice(-32),
    expiration_timestamp: status === "sent" ? unixSeconds(now + DAY) : undefined,
    origin: { type: record.pricing.category as Open<"service"> },
  });
}
