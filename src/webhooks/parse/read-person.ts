import { type WebhookUser, webhookUser } from "../webhook-user.js";
import type { AnyOwnPart, Reading } from "./make-event.js";
import type { Origin } from "./origin.js";
import { type Json, record, text } from "./read.js";

/** A person, and the contact that told more of them. */
export interface ReadPerson {
  readonly user: WebhookUser;
  readonly contact: Json | undefined;
}

/**
 * Identifiers as they stand on the item itself, completed by the contact that shares one of them. `prefix` is what stands
 * before the names of the user ids: `from_user_id`.
 */
export function readPerson(
  origin: Origin,
  raw: Json,
  waId: unknown,
  prefix = "",
  username?: string,
): ReadPerson {
  return personBy(
    origin,
    text(waId),
    text(raw[`${prefix}user_id`]),
    text(raw[`${prefix}parent_user_id`]),
    username,
  );
}

/** The same, with identifiers that stand elsewhere. */
export function personBy(
  origin: Origin,
  waId: string | undefined,
  userId: string | undefined,
  parentUserId: string | undefined,
  username?: string,
): ReadPerson {
  const contact = origin.contacts.find(userId, waId);
  return { user: completed(contact, waId, userId, parentUserId, username), contact };
}

/** The person of a contact, who may have identifiers of the item. */
export function completed(
  contact: Json | undefined,
  waId?: string,
  userId?: string,
  parentUserId?: string,
  username?: string,
): WebhookUser {
  const profile = record(contact?.profile);
  return webhookUser({
    waId: waId ?? text(contact?.wa_id),
    userId: userId ?? text(contact?.user_id),
    parentUserId: parentUserId ?? text(contact?.parent_user_id),
    // On a profile in messages, beside the ids in groups.
    username: text(profile?.username) ?? text(contact?.username) ?? username,
    name: text(profile?.name),
    identityKeyHash: text(contact?.identity_key_hash),
  });
}

/** A person who stands by themselves, without a contact beside them. */
export function ownUser(raw: Json, waId: unknown): WebhookUser {
  return webhookUser({
    waId: text(waId),
    userId: text(raw.user_id),
    parentUserId: text(raw.parent_user_id),
    username: text(raw.username),
  });
}

/** Who wrote: of messages. */
export function readSender(origin: Origin, raw: Json): ReadPerson {
  return readPerson(origin, raw, raw.from, "from_");
}

/** To whom the business wrote: of echoes and history. */
export function readReceiver(origin: Origin, raw: Json): ReadPerson {
  return personBy(
    origin,
    text(raw.to) ?? text(raw.to_wa_id),
    text(raw.to_user_id) ?? text(raw.recipient),
    text(raw.to_parent_user_id),
  );
}

/** A person who stands with plain names: `wa_id`, `user_id`, `parent_user_id`, `username`. */
export function readNamed(origin: Origin, raw: Json): ReadPerson {
  return readPerson(origin, raw, raw.wa_id, "", text(raw.username));
}

/** One person's events keep their order, whichever number they came to. */
export function laneOf(user: WebhookUser, origin: Origin): string {
  return user.keys[0] === undefined ? origin.lane : `person:${user.keys[0]}`;
}

/** A reading of something about one person. */
export function readingOf(
  event: AnyOwnPart,
  key: string,
  { user, contact }: ReadPerson,
  origin: Origin,
): Reading {
  return { event, key, lane: laneOf(user, origin), contact };
}
