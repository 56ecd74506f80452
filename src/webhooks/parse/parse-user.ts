import { type WebhookUser, webhookUser } from "../webhook-user.js";
import { type Json, list, record, text } from "./read.js";

/** Identifiers of a person as they stand on the item itself. */
export interface UserIds {
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
}

/**
 * The person of an item: its own identifiers, completed by the contact that shares one of them. Contacts are matched
 * by user id, then by number, never by position: one delivery may carry several.
 */
export function parseUser(ids: UserIds, contacts: unknown): WebhookUser {
  const all = list(contacts)
    .map(record)
    .filter((contact) => contact !== undefined);
  const contact =
    all.find((candidate) => ids.userId !== undefined && text(candidate.user_id) === ids.userId) ??
    all.find((candidate) => ids.waId !== undefined && text(candidate.wa_id) === ids.waId);
  return webhookUser({
    waId: ids.waId ?? text(contact?.wa_id),
    userId: ids.userId ?? text(contact?.user_id),
    parentUserId: ids.parentUserId ?? text(contact?.parent_user_id),
    name: text(record(contact?.profile)?.name),
    username: text(record(contact?.profile)?.username),
  });
}

export function senderIds(message: Json): UserIds {
  return {
    waId: text(message.from),
    userId: text(message.from_user_id),
    parentUserId: text(message.from_parent_user_id),
  };
}

export function recipientIds(status: Json): UserIds {
  const group = text(status.recipient_type) === "group";
  return {
    waId: group
      ? (text(status.recipient_participant_id) ?? text(status.participant_recipient_id))
      : text(status.recipient_id),
    userId: text(group ? status.recipient_participant_user_id : status.recipient_user_id),
    // Documented under both names in 2026.
    parentUserId: text(
      group
        ? status.recipient_participant_parent_user_id
        : (status.recipient_parent_user_id ?? status.parent_recipient_user_id),
    ),
  };
}
