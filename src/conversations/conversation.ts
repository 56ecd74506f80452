import type { Open, PersonKey } from "../core/index.js";

/** Who has the chat instead of this program: a person of the business, Meta's own agent, or another app. */
export type ChatHolder = Open<"person" | "ai_agent" | "other">;

/** Whether a chat is out of automation's hands. The newest fact counts. */
export interface HandOff {
  readonly active: boolean;
  /** When it was handed off, or given back: milliseconds since the epoch. */
  readonly at: number;
  readonly holder: ChatHolder;
  /** Why, in the words of whoever handed it off. */
  readonly reason?: string | undefined;
}

/** Why a question waits no longer. */
export type QuestionEnd =
  "timed_out" | "invalid" | "replaced" | "aborted" | "opted_out" | "handed_off" | "not_sent" | "unrouted";

/** A question that was put to a person, as the store keeps it. What the person answers is not kept. */
export interface AskedQuestion {
  readonly id: string;
  /** Name of its definition: after a restart the answer goes to the handler of this name. */
  readonly name: string;
  readonly askedAt: number;
  /** What comes later is no answer. */
  readonly expiresAt: number;
  /** The newest message that the person had sent when it was asked; an answer is newer, by Meta's clock. */
  readonly after?: { readonly at: number; readonly messageId: string } | undefined;
  /** What can be chosen; empty when any text answers. */
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  /** Further words that are answers to it, and so no opt-outs. */
  readonly words: readonly string[];
  /** What the asker wants back with the answer: plain JSON. */
  readonly data?: unknown;
  /** Messages that put the question, the repetitions among them. */
  readonly messageIds: readonly string[];
  /** Messages that were meant as answers and did not fit. */
  readonly unfit: readonly string[];
  readonly state: "open" | "answered" | "ended";
  readonly answeredBy?: string | undefined;
  readonly ended?: QuestionEnd | undefined;
}

/** What is known of the chat with one person on one business number, beside its window. */
export interface Conversation {
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  readonly handOff?: HandOff | undefined;
  /** The newest first; at most `QUESTIONS_KEPT`, of which at most one is open. */
  readonly questions: readonly AskedQuestion[];
}

/** Old ones are kept for answers that are handled once more. */
const QUESTIONS_KEPT = 5;

export function emptyConversation(person: PersonKey, phoneNumberId: string): Conversation {
  return { person, phoneNumberId, questions: [] };
}

/** With a new question; the open one before it is replaced. Pure. */
export function withQuestion(conversation: Conversation, question: AskedQuestion): Conversation {
  const before = conversation.questions
    .filter(({ id }) => id !== question.id)
    .map((one) => (one.state === "open" ? ended(one, "replaced") : one));
  return { ...conversation, questions: [question, ...before].slice(0, QUESTIONS_KEPT) };
}

/** With one question changed. Pure. */
export function changeQuestion(
  conversation: Conversation,
  id: string,
  change: (question: AskedQuestion) => AskedQuestion,
): Conversation {
  return {
    ...conversation,
    questions: conversation.questions.map((question) => (question.id === id ? change(question) : question)),
  };
}

export function ended(question: AskedQuestion, end: QuestionEnd): AskedQuestion {
  return { ...question, state: "ended", ended: end };
}

/** The question that waits at this moment, if one does. Pure. */
export function openQuestionOf(conversation: Conversation | undefined): AskedQuestion | undefined {
  return conversation?.questions.find(({ state }) => state === "open");
}

/** Handed off, given back: an older fact changes nothing, so that webhooks may come in any order. Pure. */
export function withHandOff(conversation: Conversation, fact: HandOff): Conversation {
  const { handOff } = conversation;
  if (handOff !== undefined && handOff.at > fact.at) return conversation;
  return { ...conversation, handOff: fact };
}

/** Two aliases turn out to be one person: the newer hand-off, all questions; of two open ones the newer stays open. Pure. */
export function mergeConversations(into: Conversation, from: Conversation | undefined): Conversation {
  if (from === undefined) return into;
  const questions = [...into.questions, ...from.questions].sort((a, b) => b.askedAt - a.askedAt);
  const open = questions.find(({ state }) => state === "open");
  const merged: Conversation = {
    ...into,
    questions: questions
      .map((one) => (one.state === "open" && one !== open ? ended(one, "replaced") : one))
      .slice(0, QUESTIONS_KEPT),
  };
  return from.handOff === undefined ? merged : withHandOff(merged, from.handOff);
}
