import { DAY } from "../core/index.js";
import {
  classifyCaption,
  type ConsentAnswer,
  type ConsentMethod,
  type ConsentView,
  keywordEvent,
  type OpenQuestion,
  openQuestions,
  READ_AS_KEYWORD,
  type Scope,
  scopeStateAt,
} from "../consent/index.js";
import { type AskedQuestion, openQuestionOf, ownedWords, readAnswer } from "../conversations/index.js";
import type { SendRecord } from "../ledger/index.js";
import { answerKeyword } from "./answer-keyword.js";
import type { Engine } from "./engine.js";
import { captionOf, type Inbound, type KeywordSource, sourceOf, surroundings } from "./inbound-words.js";
import { outboundContext } from "./outbound-context.js";
import { answerToOurQuestion, classify, ownedByQuestion } from "./read-keyword.js";

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
  if (source === undefined) {
    await tellOfCaption(engine, inbound);
    return undefined;
  }
  const view = await engine.store.consent.view(inbound.partner.person, engine.namespace);
  // Applied again after a crash: what it meant then is stored, and what it would mean now does not count.
  const before = view.revision > 0 ? await takenBefore(engine, inbound) : undefined;
  if (before !== undefined) return { reply: async () => undefined, optOut: before.action === "withdraw" };
  const marketing = scopeStateAt(view, "marketing", engine.clock.now());
  const optedOut = marketing.state === "withdrawn" || marketing.state === "denied";
  const asked = view.marketingHold !== undefined;
  const sent = await outboundContext(engine, {
    person: inbound.partner.person,
    text: source.text ?? "",
    at: inbound.event.message.at,
  });
  const question = asked ? undefined : await questionOf(engine, inbound, sent.last, view);
  const waiting = asked ? undefined : await waitingQuestion(engine, inbound);
  const awaited = [
    ...(source.source === "text" ? await awaitedAnswers(engine, inbound) : []),
    ...(waiting === undefined ? [] : ownedWords(waiting)),
  ];
  const found = classify(engine, inbound, source, { optedOut, asked, awaited, sent, question, view });
  const meant = asked ? answerToOurQuestion(found) : ownedByQuestion(found, waiting);
  const match: ConsentAnswer =
    isStale(engine, inbound) && !COUNTS_LATE.includes(meant.kind) ? { kind: "none" } : meant;
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
  const stored = facts && (await engine.consent.record(facts));
  tell(engine, inbound, meant, stored?.eventId);
  if (stored === undefined) return undefined;
  const { eventId } = stored;
  return { reply: () => answerKeyword(engine, inbound, match, eventId), optOut: match.kind === "opt_out" };
}

/** A stop word under a picture changes nothing: somebody is told of it. */
async function tellOfCaption(engine: Engine, inbound: Inbound): Promise<void> {
  const { message } = inbound.event;
  const caption = captionOf(message);
  if (caption === undefined || engine.onKeyword === undefined) return;
  const { person } = inbound.partner;
  const [view, sent] = await Promise.all([
    engine.store.consent.view(person, engine.namespace),
    outboundContext(engine, { person, text: caption, at: message.at }),
  ]);
  const known = { ...surroundings(engine, inbound, sent, view), optedOut: false, text: caption };
  tell(engine, inbound, classifyCaption(known, engine.keywords));
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

/** What was written more than a day before it came may end something, late being better than never; it begins nothing. */
const COUNTS_LATE: readonly ConsentAnswer["kind"][] = ["opt_out", "deny"];

function isStale(engine: Engine, { event }: Inbound): boolean {
  return event.message.at > 0 && engine.clock.now() - event.message.at > DAY;
}

/** The answers that the application's own bot waits for. One that cannot say waits for none: a stop word is a stop word. */
async function awaitedAnswers(engine: Engine, { partner }: Inbound): Promise<readonly string[]> {
  if (engine.awaitedAnswers === undefined) return [];
  try {
    const { recipient } = partner;
    return await engine.awaitedAnswers(recipient.kind === "phone" ? recipient.phone : recipient.userId);
  } catch (error) {
    engine.logger.warn(
      { error: error instanceof Error ? error.name : "unknown" },
      "awaitedAnswers threw: the message is read as if no answer was awaited",
    );
    return [];
  }
}

function tell(engine: Engine, { event, partner }: Inbound, match: ConsentAnswer, eventId?: string): void {
  if (match.kind === "none" || match.kind === "owned") return;
  const { recipient } = partner;
  const user = recipient.kind === "phone" ? recipient.phone : recipient.userId;
  try {
    engine.onKeyword?.({ user, messageId: event.message.id, match, eventId });
  } catch {
    engine.logger.warn({ messageId: event.message.id }, "onKeyword threw");
  }
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
