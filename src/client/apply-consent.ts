import { offeredConsent } from "../consent/index.js";
import type { PersonKey } from "../core/index.js";
import { recipientOfKey } from "../core/recipients.js";
import type { InboundMessage, MessageEvent, SystemMessageEvent } from "../webhooks/index.js";
import type { Engine } from "./engine.js";

/** What a message says to one of the opt-in offers becomes an opt-in; handlers still get the message. */
export async function applyOffer(engine: Engine, event: MessageEvent, subject: PersonKey): Promise<void> {
  if (engine.optInOffers.length === 0) return;
  const { message } = event;
  const facts = offeredConsent(engine.optInOffers, {
    subject,
    namespace: engine.namespace,
    at: message.at,
    businessName: engine.business.name,
    answer: { messageId: message.id, forwarded: message.context?.forwarded, ...contentOf(message) },
  });
  for (const fact of facts) await engine.consent.record(fact);
}

function contentOf(message: InboundMessage) {
  if (message.type === "text") return { text: message.text.body };
  if (message.type === "button") return { text: message.button.text };
  if (message.type !== "interactive") return {};
  const { reply } = message.interactive;
  return reply.kind === "nfm_reply" ? { flowReply: reply.content } : { text: reply.title };
}

/**
 * Meta's notices about a person. A change of number takes opt-outs along; a changed identity may mean that somebody else
 * has the number now, so marketing has to be agreed to anew.
 */
export async function applySystemMessage(engine: Engine, event: SystemMessageEvent): Promise<void> {
  const { kind, changedTo } = event.system;
  const [from] = event.user.keys;
  const now = engine.clock.now();
  if (from === undefined) return;
  if (kind === "customer_identity_changed" || kind === "user_identity_changed") {
    await engine.consent.record({
      subject: from,
      namespace: engine.namespace,
      action: "invalidate",
      scopes: ["marketing"],
      occurredAt: event.at,
      method: "api",
      actor: { kind: "platform" },
      reason: "identity changed",
      key: event.key,
    });
    return;
  }
  const names = (changedTo?.keys ?? []).filter((key) => !event.user.keys.includes(key));
  const [to] = names;
  if ((kind !== "user_changed_number" && kind !== "user_changed_user_id") || to === undefined) return;
  if (names.length > 1) await engine.store.identity.link(names);
  await engine.consent.move({
    from: nameOf(from),
    to: nameOf(to),
    occurredAt: event.at > 0 ? Math.min(event.at, now) : now,
  });
}

/** A person as the registry takes them. */
export function nameOf(key: PersonKey) {
  const recipient = recipientOfKey(key);
  return recipient.kind === "phone" ? recipient.phone : recipient.userId;
}
