import type { PersonKey } from "../core/index.js";
import type { EventOf, InboundMessage, MessageEvent, WebhookUser } from "../webhooks/index.js";
import { nameOf } from "./apply-consent.js";
import type { Engine } from "./engine.js";
import { applyKeyword } from "./opt-out-dialogue.js";
import { recipientOfUser } from "./recipient-of-user.js";

/**
 * A stop word counts wherever the person writes it: in a chat that somebody else has control of (standby), in a group, or
 * by editing an earlier message. It is stored and not answered: the chat is another's, and an edit is no new message. None
 * opens a customer service window of the person.
 */
export async function applyWordsElsewhere(
  engine: Engine,
  event: EventOf<"standby"> | EventOf<"message_edit"> | EventOf<"group_message">,
): Promise<void> {
  const message = messageOf(event);
  const [subject] = event.user.keys;
  if (message === undefined || subject === undefined) return;
  const person = await engine.store.identity.link(event.user.keys);
  const phoneNumberId = event.phoneNumberId ?? engine.phoneNumberId;
  await applyKeyword(engine, {
    event: { ...event, type: "message", message } as MessageEvent,
    partner: { recipient: recipientOfUser(event.user, subject), person, phoneNumberId },
    subject,
  });
}

function messageOf(
  event: EventOf<"standby"> | EventOf<"message_edit"> | EventOf<"group_message">,
): InboundMessage | undefined {
  if (event.type === "group_message") return event.message;
  if (event.type === "standby") return event.standby.kind === "message" ? event.standby.message : undefined;
  // Under the id of the edit: the message may have been read as something else before.
  return { ...event.edit.message, id: event.edit.id, at: event.at };
}

/** A new user id: opt-outs go along, as with a new number. */
export async function applyUserIdUpdate(engine: Engine, event: EventOf<"user_id_update">): Promise<void> {
  const [from] = keysOnly(event.previous, event.user);
  const [to] = keysOnly(event.user, event.previous);
  if (from === undefined || to === undefined) return;
  const now = engine.clock.now();
  await engine.consent.move({
    from: nameOf(from),
    to: nameOf(to),
    occurredAt: event.at > 0 ? Math.min(event.at, now) : now,
  });
}

function keysOnly(user: WebhookUser, other: WebhookUser): readonly PersonKey[] {
  return user.keys.filter((key) => !other.keys.includes(key));
}
