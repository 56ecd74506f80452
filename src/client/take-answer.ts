import {
  type AskedQuestion,
  changeQuestion,
  type Conversation,
  ended,
  openQuestionOf,
  type Question,
  readAnswer,
  repeatsOf,
} from "../conversations/index.js";
import type { MessageEvent } from "../webhooks/index.js";
import { endQuestion, sendQuestion } from "./ask.js";
import { changeConversation } from "./change-conversation.js";
import type { Engine } from "./engine.js";
import { HandlerRun } from "./handler-run.js";
import type { ReceivedAnswer } from "./question-book.js";
import type { ChatPartner } from "./chat-partner.js";
import { unanswered } from "./unanswered.js";

export interface Inbound {
  readonly event: MessageEvent;
  readonly partner: ChatPartner;
  readonly onLost: (error: unknown) => void;
}

/**
 * Lets the open question of a chat have the message, if it is its answer. Returns false when the message is for the other
 * handlers. Runs in the person's lane: one message at a time, in order.
 */
export async function takeAnswer(
  engine: Engine,
  inbound: Inbound,
  conversation: Conversation | undefined,
): Promise<boolean> {
  const { message } = inbound.event;
  const before = conversation?.questions.find(({ answeredBy }) => answeredBy === message.id);
  const question = before ?? openQuestionOf(conversation);
  if (question === undefined) return false;
  const reading = readAnswer({ ...question, state: "open" }, message);
  if (reading.kind === "none") return false;
  if (reading.kind !== "choice" && engine.questions.isCommand(reading.text)) return false;
  const definition = definitionOf(engine, question);
  if (definition === undefined) {
    // The code that waited has failed with this answer, or died with its process: a dead letter, to replay when it can go on.
    if (before !== undefined) throw unanswered(question.name, "unrouted");
    // Asked by a process that is gone, or by another one, and nobody here takes answers of this name.
    engine.logger.warn(
      { question: question.name },
      "an answer that nobody takes is handled as any other message",
    );
    await endQuestion(engine, inbound.partner, question.id, "unrouted");
    return false;
  }
  if (reading.kind === "unfit") return askAgain(engine, inbound, question, definition);
  const value = reading.kind === "choice" ? reading.id : await parsed(definition, reading.text);
  if (value === undefined) return askAgain(engine, inbound, question, definition);
  if (before === undefined && !(await settle(engine, inbound, question))) return false;
  const text = reading.kind === "choice" ? reading.title : reading.text;
  await deliver(engine, inbound, question, { value, text, event: inbound.event });
  return true;
}

function definitionOf({ questions }: Engine, { id, name }: AskedQuestion): Question | undefined {
  return questions.waiters.get(id)?.question ?? questions.handlers.get(name)?.question;
}

async function parsed(definition: Question, text: string): Promise<unknown> {
  return definition.parse === undefined ? text : await definition.parse(text);
}

/** True when this message is the answer from here on. */
async function settle(engine: Engine, { event, partner }: Inbound, { id }: AskedQuestion): Promise<boolean> {
  const after = await changeConversation(engine, partner, (conversation) =>
    openQuestionOf(conversation)?.id === id
      ? changeQuestion(conversation, id, (one) => ({
          ...one,
          state: "answered",
          answeredBy: event.message.id,
        }))
      : undefined,
  );
  return after.questions.some((one) => one.id === id && one.answeredBy === event.message.id);
}

/** Whoever waits here comes first, then the handler of the name. Resolves when what comes behind the answer is done. */
async function deliver(
  engine: Engine,
  { partner, onLost }: Inbound,
  question: AskedQuestion,
  answer: ReceivedAnswer,
): Promise<void> {
  const { waiters, handlers } = engine.questions;
  const waiter = waiters.get(question.id);
  if (waiter !== undefined) {
    waiters.delete(question.id);
    waiter.run?.resume();
    waiter.answer(answer);
    await waiter.run?.next();
    return;
  }
  const handler = handlers.get(question.name);
  // The code that waited has failed with this answer, and there is nothing to call again.
  if (handler === undefined) throw unanswered(question.name, "unrouted");
  const run = new HandlerRun(async (own) => {
    await handler.handle(answer, question.data, partner, own);
  }, onLost);
  await run.next();
}

async function askAgain(
  engine: Engine,
  { event, partner }: Inbound,
  question: AskedQuestion,
  definition: Question,
): Promise<boolean> {
  const { id } = event.message;
  const after = await changeConversation(engine, partner, (conversation) =>
    openQuestionOf(conversation)?.id === question.id
      ? changeQuestion(conversation, question.id, (one) => {
          if (one.unfit.includes(id)) return one;
          const unfit = [...one.unfit, id];
          return unfit.length > repeatsOf(definition)
            ? ended({ ...one, unfit }, "invalid")
            : { ...one, unfit };
        })
      : undefined,
  );
  const now = after.questions.find((one) => one.id === question.id);
  if (now?.ended === "invalid") {
    const waiter = engine.questions.waiters.get(question.id);
    // Nobody waits: the message goes to the other handlers.
    if (waiter === undefined) return false;
    engine.questions.waiters.delete(question.id);
    waiter.run?.resume();
    waiter.fail(unanswered(question.name, "invalid"));
    await waiter.run?.next();
    return true;
  }
  if (now?.state !== "open") return false;
  const idempotencyKey = `question:${question.id}:${id}`;
  await sendQuestion(engine, { partner }, definition, question.id, { again: true, idempotencyKey });
  return true;
}
