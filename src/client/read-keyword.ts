import {
  classifyKeyword,
  type ConsentAnswer,
  OPT_OUT_BUTTONS,
  type OpenPrompt,
  type OpenQuestion,
  withKeywordScope,
} from "../consent/index.js";
import type { AskedQuestion } from "../conversations/index.js";
import type { PersonKey, Recipient } from "../core/index.js";
import { callingCodeOf, countryOf } from "../core/recipients.js";
import type { InboundMessage, MessageEvent } from "../webhooks/index.js";
import type { ChatPartner } from "./chat-partner.js";
import type { Engine } from "./engine.js";
import type { OutboundContext } from "./outbound-context.js";

/** One message of one person. */
export interface Inbound {
  readonly event: MessageEvent;
  readonly partner: ChatPartner<Recipient>;
  readonly subject: PersonKey;
}

/** Payloads and reply ids that opt out: of our own question, and those that templates commonly carry. */
export const OPT_OUT_PAYLOADS: readonly string[] = [
  OPT_OUT_BUTTONS.stop,
  "OPT_OUT",
  "STOP_MARKETING",
  "STOP",
];

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

/** What the person meant, by the words, by where they are and by what they were asked. */
export function classify(
  engine: Engine,
  { event, partner, subject }: Inbound,
  source: KeywordSource,
  {
    optedOut,
    asked,
    awaited,
    sent,
    question,
  }: {
    readonly optedOut: boolean;
    readonly asked: boolean;
    readonly awaited: readonly string[];
    readonly sent: OutboundContext;
    readonly question: OpenQuestion | undefined;
  },
): ConsentAnswer {
  if (source.payload === OPT_OUT_BUTTONS.keep) return { kind: "keep" };
  const { recipient } = partner;
  const place = {
    country: recipient.kind === "phone" ? countryOf(recipient.phone) : subject.slice(0, 2),
    callingCode: recipient.kind === "phone" ? callingCodeOf(recipient.phone) : undefined,
  };
  const promptOf = (): OpenPrompt | undefined => {
    if (question !== undefined) return { ownedWords: [], isDoubleOptIn: true };
    if (asked) return { ownedWords: [] };
    const answers = [...sent.ownedWords, ...awaited];
    return answers.length === 0 ? undefined : { ownedWords: answers };
  };
  const answer = classifyKeyword(
    {
      ...source,
      ...place,
      forwarded:
        event.message.context?.forwarded === true || event.message.context?.frequentlyForwarded === true,
      languages: [
        ...(sent.language === undefined ? [] : [sent.language]),
        ...(engine.business.languages ?? []),
      ],
      advertisedWords: sent.advertisedWords,
      // START and its kin only undo an opt-out: they never make a first opt-in out of nothing.
      optedOut,
      lastOutboundOffersOptIn: sent.confirmedOptOut,
      prompt: promptOf(),
    },
    engine.keywords,
  );
  return withKeywordScope(answer, place, engine.keywordScope);
}

/** We asked "shall we stop?" and they wrote instead of tapping: another stop word says yes, a plain "no" says no. */
export function answerToOurQuestion(match: ConsentAnswer): ConsentAnswer {
  if (match.kind === "owned") return { kind: "keep" };
  if (match.kind !== "opt_out_suspected") return match;
  return { ...match, kind: "opt_out", tier: "T1", scopeHint: "marketing" };
}

/**
 * A question that takes any text takes ordinary words, too ("cancel", "no"): one word alone is no opt-out then. Stop words
 * and sentences that ask for an end are heard all the same.
 */
export function ownedByQuestion(match: ConsentAnswer, waiting: AskedQuestion | undefined): ConsentAnswer {
  if (waiting === undefined || waiting.choices.length > 0) return match;
  if (match.kind !== "opt_out_suspected" || match.tier !== "T2") return match;
  return {
    kind: "owned",
    keyword: match.keyword,
    language: match.language,
    normalised: match.normalised,
  };
}
