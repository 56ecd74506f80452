import {
  askedQuestion,
  changeQuestion,
  checkQuestion,
  ended,
  openQuestionOf,
  type Question,
  type QuestionEnd,
  questionMessage,
  withQuestion,
} from "../conversations/index.js";
import { InDoubtError, newId, ValidationError } from "../core/index.js";
import { changeConversation } from "./change-conversation.js";
import type { Engine } from "./engine.js";
import type { HandlerRun } from "./handler-run.js";
import type { ReceivedAnswer } from "./question-book.js";
import type { ChatPartner } from "./chat-partner.js";
import { sendFreeForm } from "./send-free-form.js";
import { answeredElsewhere, unanswered } from "./unanswered.js";

/** From where a question is asked. */
export interface Asker {
  readonly partner: ChatPartner;
  /** The handlers that ask; undefined outside of one. */
  readonly run?: HandlerRun | undefined;
  /** Key of the event that they handle: asked again by the same event, it is the same question. */
  readonly eventKey?: string | undefined;
  readonly by?: "automation" | "agent" | undefined;
}

/** How a question is asked, and how long its answer is waited for. */
export interface AskOptions {
  /** Stop waiting. The question ends, too. */
  readonly signal?: AbortSignal | undefined;
}

/** Puts a question and waits for its answer, in this process. */
export async function askQuestion(
  engine: Engine,
  asker: Asker,
  question: Question,
  { signal }: AskOptions = {},
): Promise<ReceivedAnswer> {
  checkQuestion(question);
  if (signal?.aborted === true) throw unanswered(question.name, "aborted");
  const { partner, run } = asker;
  const { waiters } = engine.questions;
  const timer = new AbortController();
  let waiting: string | undefined;
  const answer = new Promise<ReceivedAnswer>((resolve, reject) => {
    void putQuestion(engine, asker, question, {
      onStored: (id) => {
        waiting = id;
        waiters.set(id, {
          question,
          partner,
          run,
          answer: resolve,
          fail: reject,
          stop: () => {
            timer.abort();
          },
        });
      },
    }).then(({ id, expiresAt }) => {
      if (!waiters.has(id)) return;
      run?.pause();
      void expire(engine, partner, { id, at: expiresAt, stop: timer.signal });
      signal?.addEventListener("abort", () => void endQuestion(engine, partner, id, "aborted"), {
        once: true,
        signal: timer.signal,
      });
      if (signal?.aborted === true) void endQuestion(engine, partner, id, "aborted");
    }, reject);
  });
  return answer.finally(() => {
    timer.abort();
    if (waiting !== undefined) waiters.delete(waiting);
  });
}

/**
 * Puts a question whose answer a handler of its name takes, in whichever process it comes.
 *
 * @throws ValidationError `INVALID_INPUT` when there is no such handler, or `data` is no JSON.
 */
export async function poseQuestion(
  engine: Engine,
  asker: Asker,
  question: Question,
  data: unknown,
): Promise<{ readonly id: string }> {
  checkQuestion(question);
  if (!engine.questions.handlers.has(question.name)) {
    throw new ValidationError("INVALID_INPUT", `Nobody takes the answer to the question ${question.name}.`, {
      fix: "Register waypost.onAnswer(question, handler) when the process starts, before any question is posed.",
    });
  }
  return putQuestion(engine, asker, question, { data: plainJson(data) });
}

interface Put {
  readonly data?: unknown;
  /** Called when the question is stored and before it goes out: the answer may be fast. */
  readonly onStored?: (id: string) => void;
}

/** First the store, then the wire: an answer always finds its question. */
async function putQuestion(
  engine: Engine,
  asker: Asker,
  question: Question,
  { data, onStored }: Put,
): Promise<{ readonly id: string; readonly expiresAt: number }> {
  const { store, clock, random } = engine;
  const { partner, eventKey } = asker;
  const fromEvent = eventKey === undefined ? undefined : `${eventKey}/${question.name}`;
  const window = await store.windows.get(partner.person, partner.phoneNumberId);
  let replaced: string | undefined;
  let id = "";
  const stored = await changeConversation(engine, partner, (conversation) => {
    const open = openQuestionOf(conversation);
    replaced = open?.id;
    // The same event asks again: a process died between the question and its mark.
    if (fromEvent !== undefined && open?.id === fromEvent) {
      id = fromEvent;
      replaced = undefined;
      return undefined;
    }
    const taken = conversation.questions.some((one) => one.id === fromEvent);
    id = fromEvent === undefined || taken ? newId("qst", clock.now(), random) : fromEvent;
    const after = window && { at: window.lastInboundAt, messageId: window.lastInboundMessageId };
    return withQuestion(conversation, askedQuestion(question, { id, askedAt: clock.now(), after, data }));
  });
  if (replaced !== undefined)
    engine.questions.waiters.get(replaced)?.fail(unanswered(question.name, "replaced"));
  onStored?.(id);
  try {
    await sendQuestion(engine, asker, question, id, { again: false, idempotencyKey: `question:${id}` });
  } catch (error) {
    await endQuestion(engine, partner, id, "not_sent", { silently: true });
    throw error;
  }
  const expiresAt = stored.questions.find((one) => one.id === id)?.expiresAt ?? clock.now();
  return { id, expiresAt };
}

/** Sends the message that puts the question, and stores its id: a tap belongs to the message that it is on. */
export async function sendQuestion(
  engine: Engine,
  { partner, by }: Pick<Asker, "partner" | "by">,
  question: Question,
  id: string,
  { again, idempotencyKey }: { readonly again: boolean; readonly idempotencyKey: string },
): Promise<void> {
  try {
    const { messageId } = await sendFreeForm(engine, partner, questionMessage(question, again), {
      idempotencyKey,
      by,
    });
    await changeConversation(engine, partner, (conversation) =>
      changeQuestion(conversation, id, (one) =>
        messageId === undefined || one.messageIds.includes(messageId)
          ? one
          : { ...one, messageIds: [...one.messageIds, messageId] },
      ),
    );
  } catch (error) {
    // In doubt: it may have arrived, and then its answer comes.
    if (!InDoubtError.is(error)) throw error;
  }
}

/** Ends a question that is still open, and tells whoever waits for it here. Returns whether it was open. */
export async function endQuestion(
  engine: Engine,
  partner: Pick<ChatPartner, "person" | "phoneNumberId">,
  id: string,
  end: QuestionEnd,
  { silently = false }: { readonly silently?: boolean } = {},
): Promise<boolean> {
  let wasOpen = false;
  try {
    await changeConversation(engine, partner, (conversation) => {
      wasOpen = openQuestionOf(conversation)?.id === id;
      return wasOpen ? changeQuestion(conversation, id, (question) => ended(question, end)) : undefined;
    });
  } catch (error) {
    // Its own time ends it all the same.
    engine.logger.warn({ error, questionId: id }, "the end of a question could not be stored");
    wasOpen = true;
  }
  const waiter = engine.questions.waiters.get(id);
  if (waiter === undefined || silently) return wasOpen;
  engine.questions.waiters.delete(id);
  waiter.fail(wasOpen ? unanswered(waiter.question.name, end) : answeredElsewhere(waiter.question.name));
  return wasOpen;
}

async function expire(
  engine: Engine,
  partner: ChatPartner,
  { id, at, stop }: { readonly id: string; readonly at: number; readonly stop: AbortSignal },
): Promise<void> {
  const { clock, questions } = engine;
  try {
    await clock.sleep(Math.max(0, at - clock.now()), stop);
  } catch {
    // Answered; or the client closes, and the question stays open in the store for the process that comes next.
    return;
  }
  if (questions.waiters.has(id)) await endQuestion(engine, partner, id, "timed_out");
}

function plainJson(data: unknown): unknown {
  if (data === undefined) return undefined;
  try {
    return JSON.parse(JSON.stringify(data)) as unknown;
  } catch (error) {
    throw new ValidationError("INVALID_INPUT", "The data of a question is no JSON.", {
      fix: "Give what JSON.stringify takes: the answer may come to another process.",
      cause: error,
    });
  }
}
