import { ValidationError } from "../../core/index.js";
import { compact, type Json, unixSeconds } from "../json.js";
import type { BusinessNumber } from "../numbers.js";
import { contactOf, identityOf, inboundChange } from "../webhooks/message-value.js";
import type { World } from "../world.js";
import { lineOf, type Person } from "./person.js";
import { phoneMessage, type PhoneMessage } from "./phone-message.js";

/** A message that a person writes: Meta's content, and what their own phone shows. */
export interface InboundContent {
  readonly type: string;
  readonly content: Json;
  readonly shown: string;
  readonly context?: Json | undefined;
  readonly referral?: Json | undefined;
  readonly replyTo?: string | undefined;
}

/** Writes a message to a business number: it opens the window and goes out as a webhook at once. */
export async function writeMessage(
  world: World,
  person: Person,
  number: BusinessNumber,
  inbound: InboundContent,
): Promise<PhoneMessage> {
  if (!person.onWhatsApp)
    throw cannot(
      "This person is not on WhatsApp and cannot write.",
      "Write before leaveWhatsApp(), or as another person.",
    );
  if (person.hasBlocked)
    throw cannot("This person has blocked the business and cannot write to it.", "Call unblock() first.");
  const now = world.timeline.now();
  const id = world.ids.message(number.digits);
  const message = phoneMessage({
    id,
    direction: "out",
    type: inbound.type,
    at: now,
    phoneNumberId: number.id,
    body: inbound.shown,
    template: undefined,
    replyTo: inbound.replyTo,
  });
  person.chat.push(message);
  world.events.emit("message", {
    from: "user",
    user: { phone: person.phone && `+${person.phone}`, userId: person.userId, name: person.name },
    message,
  });
  // The business's own block list: nothing arrives, nothing opens.
  if (person.isBlocked) return message;
  lineOf(person, number.id).lastInboundAt = now;
  world.inboundIds.set(id, {
    markRead: () => {
      for (const other of person.chat) if (other.direction === "out" && other.at <= now) other.read = true;
    },
  });
  const ids = identityOf(person, number, world.settings, now);
  const wire = compact({
    from: ids.waId,
    from_user_id: ids.userId,
    id,
    timestamp: unixSeconds(now),
    type: inbound.type,
    [inbound.type]: inbound.content,
    context: inbound.context,
    referral: inbound.referral,
  });
  await world.outbox.send(inboundChange(number, wire, contactOf(person, ids)));
  return message;
}

export function cannot(message: string, fix: string): ValidationError {
  return new ValidationError("INVALID_OPTIONS", message, { fix });
}
