import { DAY, HOUR, type PersonKey, type Recipient, WaypostError } from "../core/index.js";
import { callingCodeOf, countryOf } from "../core/recipients.js";
import {
  classifyKeyword,
  type ConsentAnswer,
  type ConsentMethod,
  type ConsentView,
  keywordEvent,
  OPT_OUT_BUTTONS,
  type OpenPrompt,
  type OpenQuestion,
  openQuestions,
  optOutConfirmation,
  optOutQuestion,
  READ_AS_KEYWORD,
  type Scope,
  scopeStateAt,
  withKeywordScope,
} from "../consent/index.js";
import { type AskedQuestion, openQuestionOf, ownedWords, readAnswer } from "../conversations/index.js";
import { buttonsMessage, type OutgoingMessage, textMessage } from "../messages/index.js";
import type { SendRecord } from "../ledger/index.js";
import type { InboundMessage, MessageEvent } from "../webhooks/index.js";
import { type ChatPartner, sendFreeForm } from "./send-free-form.js";
import type { Engine } from "./engine.js";

interface Inbound {
  readonly event: MessageEvent;
  readonly partner: ChatPartner<Recipient>;
  readonly subject: PersonKey;
}

/** A message that meant something for consent, and what is said to it. */
export interface TakenMessage {
  /** Sends our answer, if one is due. Kept apart from storing: what comes behind an opt-out does not wait for it. */
  readonly reply: () => Promise<void>;
  /** The person asked for silence: a question that waits for them ends. */
  readonly optOut: boolean;
}

/**
 * Reads an inbound message as an opt-out, an opt-in or an answer to our own question, stores what it means, and
 * answers by the rules (compliance 4.1, 4.6): one confirmation after a clear stop, two buttons after an ambiguous
 * word. A message that was taken is not shown to handlers of messages.
 */
export async function applyKeyword(engine: Engine, inbound: Inbound): Promise<TakenMessage | undefined> {
  const source = sourceOf(inbound.event.message);
  if (source === undefined) return undefined;
  const view = await engine.store.consent.view(inbound.partner.person, engine.namespace);
  // Applied again after a crash: what it meant then is stored, and what it would mean now does not count.
  const before = view.revision > 0 ? await takenBefore(engine, inbound) : undefined;
  if (before !== undefined) return { reply: async () => undefined, optOut: before.action === "withdraw" };
  const marketing = scopeStateAt(view, "marketing", engine.clock.now());
  const optedOut = marketing.state === "withdrawn" || marketing.state === "denied";
  const asked = view.marketingHold !== undefined;
  const [last] = asked ? [] : await engine.store.ledger.list({ person: inbound.partner.person, limit: 1 });
  const question = asked ? undefined : await questionOf(engine, inbound, last, view);
  const prompted = last !== undefined && wasPrompted(inbound, last);
  const waiting = asked ? undefined : await waitingQuestion(engine, inbound);
  const found = classify(engine, inbound, source, { optedOut, asked, prompted, question, waiting });
  const match = asked ? answerToOurQuestion(found) : ownedByQuestion(found, waiting);
  const facts = keywordEvent({
    match,
    method: METHOD_OF[source.source],
    subject: inbound.subject,
    namespace: engine.namespace,
    messageId: inbound.event.message.id,
    inboundText: source.text ?? source.payload,
    businessName: engine.business.name,
    at: inbound.event.message.at,
    asked: question?.scopes,
    restores: marketing.withdrawnScope === "all" ? EVERYTHING : ["marketing"],
  });
  if (facts === undefined) return undefined;
  const { eventId } = await engine.consent.record(facts);
  return { reply: () => answer(engine, inbound, match, eventId), optOut: match.kind === "opt_out" };
}

async function takenBefore(engine: Engine, { partner, event }: Inbound) {
  const history = await engine.store.consent.history(partner.person, engine.namespace);
  return history.find(
    ({ reason, evidence }) => reason === READ_AS_KEYWORD && evidence?.messageId === event.message.id,
  );
}

const EVERYTHING: readonly Scope[] = ["utility", "marketing"];

const METHOD_OF = {
  text: "whatsapp_keyword",
  button: "whatsapp_button",
  interactive: "whatsapp_button",
} as const satisfies Record<KeywordSource["source"], ConsentMethod>;

/**
 * An ordinary word right after our buttons or list ("no", "cancel") is an answer to them, not to us as a sender. The
 * plain stop words are never taken for an answer.
 */
function wasPrompted({ event }: Inbound, last: SendRecord): boolean {
  return last.kind === "interactive" && event.message.at - last.createdAt < PROMPT_LASTS_MS;
}

/**
 * The double opt-in question that this message answers: a tap on its button, or the next words after it. A question is
 * the template whose cause names the stored request.
 */
async function questionOf(
  engine: Engine,
  { event }: Inbound,
  last: SendRecord | undefined,
  view: ConsentView,
): Promise<OpenQuestion | undefined> {
  const open = openQuestions(view, event.message.at);
  if (open.length === 0) return undefined;
  const answered = event.message.context?.messageId;
  const send = answered === undefined ? last : await engine.store.ledger.getByMessageId(answered);
  if (send?.cause?.kind !== "consent") return undefined;
  return open.find(({ eventId }) => eventId === send.cause?.ref);
}

/** The question of `chat.ask` or `chat.pose` that this message may answer. */
async function waitingQuestion(
  engine: Engine,
  { event, partner }: Inbound,
): Promise<AskedQuestion | undefined> {
  const known = await engine.store.conversations.get(partner.person, partner.phoneNumberId);
  const open = openQuestionOf(known);
  return open !== undefined && readAnswer(open, event.message).kind !== "none" ? open : undefined;
}

/**
 * A question that takes any text takes ordinary words, too ("cancel", "no"): one word alone is no opt-out then. Stop words
 * and sentences that ask for an end are heard all the same.
 */
function ownedByQuestion(match: ConsentAnswer, waiting: AskedQuestion | undefined): ConsentAnswer {
  if (waiting === undefined || waiting.choices.length > 0) return match;
  if (match.kind !== "opt_out_suspected" || match.tier !== "T2") return match;
  return {
    kind: "owned",
    keyword: match.keyword,
    language: match.language,
    normalised: match.normalised,
  };
}

const PROMPT_LASTS_MS = HOUR;

/** Payloads and reply ids that opt out: of our own question, and those that templates commonly carry. */
export const OPT_OUT_PAYLOADS: readonly string[] = [
  OPT_OUT_BUTTONS.stop,
  "OPT_OUT",
  "STOP_MARKETING",
  "STOP",
];

/** We asked "shall we stop?" and they wrote instead of tapping: another stop word says yes, a plain "no" says no. */
function answerToOurQuestion(match: ConsentAnswer): ConsentAnswer {
  if (match.kind === "owned") return { kind: "keep" };
  if (match.kind !== "opt_out_suspected") return match;
  return { ...match, kind: "opt_out", tier: "T1", scopeHint: "marketing" };
}

function classify(
  engine: Engine,
  { event, partner, subject }: Inbound,
  source: KeywordSource,
  {
    optedOut,
    asked,
    prompted,
    question,
    waiting,
  }: {
    readonly optedOut: boolean;
    readonly asked: boolean;
    readonly prompted: boolean;
    readonly question: OpenQuestion | undefined;
    readonly waiting: AskedQuestion | undefined;
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
    if (waiting !== undefined) return { ownedWords: ownedWords(waiting) };
    return prompted ? { ownedWords: [source.text ?? ""] } : undefined;
  };
  const answer = classifyKeyword(
    {
      ...source,
      ...place,
      forwarded:
        event.message.context?.forwarded === true || event.message.context?.frequentlyForwarded === true,
      languages: engine.business.languages ?? [],
      // START and its kin only undo an opt-out: they never make a first opt-in out of nothing.
      optedOut,
      lastOutboundOffersOptIn: optedOut,
      prompt: promptOf(),
    },
    engine.keywords,
  );
  return withKeywordScope(answer, place, engine.keywordScope);
}

interface KeywordSource {
  readonly source: "text" | "button" | "interactive";
  readonly text?: string | undefined;
  readonly payload?: string | undefined;
}

/** Texts, template buttons and interactive replies can opt out; captions, reactions and the rest cannot (4.3 step 1). */
function sourceOf(message: InboundMessage): KeywordSource | undefined {
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

async function answer(
  engine: Engine,
  inbound: Inbound,
  match: ConsentAnswer,
  eventId: string,
): Promise<void> {
  if (!engine.answerOptOuts) return;
  const language = answerLanguage(engine, match);
  switch (match.kind) {
    case "opt_out": {
      // One confirmation in 24 hours: a second STOP is stored, and answered with silence.
      const day = Math.floor(inbound.event.message.at / DAY);
      const text = optOutConfirmation({
        businessName: engine.business.name,
        language,
        scope: match.scopeHint,
      });
      await say(
        engine,
        inbound,
        textMessage({ body: text }),
        `opt-out-confirmation:${String(day)}`,
        "opt_out_confirmation",
      );
      return;
    }
    case "opt_out_suspected": {
      const question = optOutQuestion({ businessName: engine.business.name, language });
      const buttons = [
        { id: OPT_OUT_BUTTONS.stop, title: question.stop },
        { id: OPT_OUT_BUTTONS.keep, title: question.keep },
      ];
      await say(
        engine,
        inbound,
        buttonsMessage({ body: question.body, buttons }),
        `opt-out-question:${eventId}`,
      );
      return;
    }
    case "opt_in":
    case "confirm":
    case "deny":
    case "keep":
      engine.logger.debug({ eventId, kind: match.kind }, "a consent keyword was stored");
      return;
    case "owned":
    case "with_argument":
    case "none":
      return;
  }
}

function answerLanguage(engine: Engine, match: ConsentAnswer): string {
  return ("language" in match ? match.language : undefined) ?? engine.business.languages?.[0] ?? "en";
}

/**
 * An answer is a courtesy: one that the policy, the pace or Meta refuses, or that got lost, is left out. The opt-out
 * itself is stored.
 */
async function say(
  engine: Engine,
  { partner }: Inbound,
  message: OutgoingMessage,
  idempotencyKey: string,
  purpose?: "opt_out_confirmation",
): Promise<void> {
  try {
    await sendFreeForm(engine, partner, message, { idempotencyKey, purpose });
  } catch (error) {
    if (!WaypostError.is(error)) throw error;
    engine.logger.info({ code: error.code }, "an opt-out was stored and not answered");
  }
}
