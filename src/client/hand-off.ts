import { type ChatHolder, type HandOff, openQuestionOf, withHandOff } from "../conversations/index.js";
import { type PhoneNumber, ValidationError } from "../core/index.js";
import { recipientOfKey } from "../core/recipients.js";
import { textMessage } from "../messages/index.js";
import type { EventOf } from "../webhooks/index.js";
import { endQuestion } from "./ask.js";
import { changeConversation } from "./change-conversation.js";
import type { Engine } from "./engine.js";
import type { ChatPartner } from "./chat-partner.js";
import { sendFreeForm } from "./send-free-form.js";

/** To whom a chat is handed, and what they should know. */
export interface HandOffInput {
  /** Why a person has to look: for whoever takes over. Stored; at most 500 characters. */
  readonly reason?: string | undefined;
  /** Said to the person before automation falls silent, for example when somebody will answer. */
  readonly announce?: string | undefined;
}

/** A chat that is handed off. */
export interface HandedOffChat {
  /** The number, masked until asked, or the business-scoped user id. */
  readonly user: PhoneNumber | string;
  readonly phoneNumberId: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly holder: ChatHolder;
  readonly reason?: string | undefined;
}

/** Takes the chat out of automation's hands. */
export async function handOff(engine: Engine, partner: ChatPartner, input: HandOffInput = {}): Promise<void> {
  const { reason, announce } = input;
  if (reason !== undefined && (typeof reason !== "string" || reason.length > 500)) {
    throw new ValidationError(
      "INVALID_INPUT",
      "The reason of a hand-off is no text of at most 500 characters.",
      {
        fix: "Say in a sentence why a person has to look.",
        problems: [{ field: "reason", problem: "expected at most 500 characters" }],
      },
    );
  }
  if (announce !== undefined) await sendFreeForm(engine, partner, textMessage({ body: announce }));
  await recordHandOff(engine, partner, {
    active: true,
    at: engine.clock.now(),
    holder: "person",
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Automation may write again. */
export async function giveBack(engine: Engine, partner: ChatPartner): Promise<void> {
  await recordHandOff(engine, partner, { active: false, at: engine.clock.now(), holder: "person" });
}

/** Stores the fact unless a newer one is known. A question that waits ends with a hand-off. */
export async function recordHandOff(
  engine: Engine,
  partner: Pick<ChatPartner, "person" | "phoneNumberId">,
  fact: HandOff,
): Promise<void> {
  const after = await changeConversation(engine, partner, (conversation) => {
    const next = withHandOff(conversation, fact);
    return sameHandOff(next.handOff, conversation.handOff) ? undefined : next;
  });
  const open = openQuestionOf(after);
  if (after.handOff?.active === true && open !== undefined)
    await endQuestion(engine, partner, open.id, "handed_off");
}

function sameHandOff(a: HandOff | undefined, b: HandOff | undefined): boolean {
  return a?.active === b?.active && a?.at === b?.at && a?.holder === b?.holder && a?.reason === b?.reason;
}

/**
 * Meta passed the control of a chat on. To the escalation role: a person is wanted. To Meta's agent: it writes now, and two
 * that write at once help nobody. Else it came to us, and automation may go on.
 */
export async function applyHandover(engine: Engine, event: EventOf<"handover">): Promise<void> {
  const { newOwnerRole, metadata } = event.handover;
  const partner = await partnerOf(engine, event);
  if (partner === undefined || event.handover.kind !== "control_passed") return;
  const holder: ChatHolder =
    newOwnerRole === "escalation" ? "person" : newOwnerRole === "ai_agent" ? "ai_agent" : "other";
  await recordHandOff(engine, partner, {
    active: newOwnerRole === "escalation" || newOwnerRole === "ai_agent",
    at: event.at,
    holder,
    ...(metadata === undefined ? {} : { reason: metadata.slice(0, 500) }),
  });
}

/** Somebody else has control of this chat: we hear of it, and do not write. */
export async function applyStandby(engine: Engine, event: EventOf<"standby">): Promise<void> {
  if (event.standby.kind !== "message") return;
  const partner = await partnerOf(engine, event);
  if (partner === undefined) return;
  const known = await engine.store.conversations.get(partner.person, partner.phoneNumberId);
  if (known?.handOff?.active === true) return;
  await recordHandOff(engine, partner, { active: true, at: event.at, holder: "other" });
}

/** Who has a chat that comes to us as usual again has lost it; only a person of the business keeps it until it is given back. */
export async function endForeignControl(engine: Engine, partner: ChatPartner, at: number): Promise<void> {
  const known = await engine.store.conversations.get(partner.person, partner.phoneNumberId);
  const held = known?.handOff;
  if (held?.active !== true || held.holder === "person" || at <= held.at) return;
  await recordHandOff(engine, partner, { active: false, at, holder: held.holder });
}

async function partnerOf(
  engine: Engine,
  event: EventOf<"handover"> | EventOf<"standby">,
): Promise<Pick<ChatPartner, "person" | "phoneNumberId"> | undefined> {
  const [first] = event.user.keys;
  if (first === undefined) return undefined;
  const person = await engine.store.identity.link(event.user.keys);
  return { person, phoneNumberId: event.phoneNumberId ?? engine.phoneNumberId };
}

/** Chats that wait for a person, the longest waiting first. */
export async function handedOffChats(engine: Engine, limit: number): Promise<readonly HandedOffChat[]> {
  await engine.store.init();
  const stored = await engine.store.conversations.handedOff(limit);
  return stored.flatMap(({ person, phoneNumberId, handOff: fact }) => {
    if (fact === undefined) return [];
    const recipient = recipientOfKey(person);
    const user = recipient.kind === "phone" ? recipient.phone : recipient.key;
    const { at, holder, reason } = fact;
    return { user, phoneNumberId, since: at, holder, ...(reason === undefined ? {} : { reason }) };
  });
}
