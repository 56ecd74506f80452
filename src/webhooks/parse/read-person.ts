import { type WebhookUser, webhookUser } from "../webhook-user.js";
import type { Origin } from "./origin.js";
import { type Json, record, text } from "./read.js";

/** A person, and the contact that told more of them. */
export interface ReadPerson {
  readonly user: WebhookUser;
  readonly contact: Json | undefined;
}

/** Identifiers as they stand on the item itself, completed by the contact that shares one of them. */
export function readPerson(
  origin: Origin,
  waId: string | undefined,
  userId: string | undefined,
  parentUserId: string | undefined,
): ReadPerson {
  const contact = origin.contacts.find(userId, waId);
  return { user: completed(contact, waId, userId, parentUserId), contact };
}

/** The person of a contact, who may have identifiers of the item. */
export function completed(
  contact: Json | undefined,
  waId?: string,
  userId?: string,
  parentUserId?: string,
): WebhookUser {
  if (contact === undefined) return webhookUser({ waId, userId, parentUserId });
  const profile = record(contact.profile);
  return webhookUser({
    waId: waId ?? text(contact.wa_id),
    userId: userId ?? text(contact.user_id),
    parentUserId: parentUserId ?? text(contact.parent_user_id),
    name: text(profile?.name),
    // On a profile in messages, beside the ids in groups.
    username: text(profile?.username) ?? text(contact.username),
    identityKeyHash: text(contact.identity_key_hash),
  });
}

/** Who wrote: of messages. */
export function readSender(origin: Origin, raw: Json): ReadPerson {
  return readPerson(origin, text(raw.from), text(raw.from_user_id), text(raw.from_parent_user_id));
}

/** To whom the business wrote: of echoes and history. */
export function readReceiver(origin: Origin, raw: Json): ReadPerson {
  const recipient = text(raw.recipient);
  return readPerson(
    origin,
    text(raw.to) ?? text(raw.to_wa_id),
    text(raw.to_user_id) ?? recipient,
    text(raw.to_parent_user_id),
  );
}

/** A person who stands with plain names: `wa_id`, `user_id`, `parent_user_id`, `username`. */
export function readNamed(origin: Origin, raw: Json): ReadPerson {
  const found = readPerson(origin, text(raw.wa_id), text(raw.user_id), text(raw.parent_user_id));
  const username = text(raw.username);
  return username === undefined || found.user.username !== undefined
    ? found
    : {
        ...found,
        user: completed(
          { ...found.contact, username, profile: { ...record(found.contact?.profile), username } },
          text(raw.wa_id),
          text(raw.user_id),
          text(raw.parent_user_id),
        ),
      };
}

/** One person's events keep their order, whichever number they came to. */
export function laneOf(user: WebhookUser, origin: Origin): string {
  return user.keys[0] === undefined ? `field:${origin.field}` : `person:${user.keys[0]}`;
}
