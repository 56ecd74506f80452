import { callingCodeOf, countryOf } from "../core/recipients.js";
import type { PersonKey, Recipient } from "../core/index.js";
import type { ConsentView } from "../consent/index.js";
import type { InboundMessage, MessageEvent } from "../webhooks/index.js";
import type { ChatPartner } from "./chat-partner.js";
import type { Engine } from "./engine.js";
import type { OutboundContext } from "./outbound-context.js";

/** A message that is read for what it says about consent, and who wrote it. */
export interface Inbound {
  readonly event: MessageEvent;
  readonly partner: ChatPartner<Recipient>;
  readonly subject: PersonKey;
}

/** What of a message may mean something for consent. */
export interface KeywordSource {
  readonly source: "text" | "button" | "interactive";
  readonly text?: string | undefined;
  readonly payload?: string | undefined;
}

/** Texts, template buttons and interactive replies can opt out; captions, reactions and the rest cannot (4.3 step 1). */
export function sourceOf(message: InboundMessage): KeywordSource | undefined {
  switch (message.type) {
    case "text":
      return { source: "text", text: message.text.body };
    case "button":
      return { source: "button", text: message.button.text, payload: message.button.payload };
    case "interactive":
      return {
        source: "interactive",
        text: message.interactive.reply.title,
        payload: message.interactive.reply.id,
      };
    default:
      return undefined;
  }
}

/** What stands under a picture, a video or a document. */
export function captionOf(message: InboundMessage): string | undefined {
  return "media" in message ? message.media.caption : undefined;
}

/** Which lists count for this person, and which words they were told (4.3 step 10). */
export function surroundings(
  engine: Engine,
  inbound: Inbound,
  sent: OutboundContext,
  { locale }: ConsentView,
) {
  const { context } = inbound.event.message;
  return {
    ...placeOf(inbound),
    forwarded: context?.forwarded === true || context?.frequentlyForwarded === true,
    languages: [
      ...(locale === undefined ? [] : [locale]),
      ...(sent.language === undefined ? [] : [sent.language]),
      ...(engine.business.languages ?? []),
    ],
    advertisedWords: sent.advertisedWords,
  };
}

export function placeOf({ partner: { recipient }, subject }: Inbound) {
  return {
    country: recipient.kind === "phone" ? countryOf(recipient.phone) : subject.slice(0, 2),
    callingCode: recipient.kind === "phone" ? callingCodeOf(recipient.phone) : undefined,
  };
}
