import type { Question } from "../conversations/index.js";
import type { UnansweredError } from "../core/index.js";
import type { MessageEvent } from "../webhooks/index.js";
import type { HandlerRun } from "./handler-run.js";
import type { ChatPartner } from "./chat-partner.js";

/** An answer as it came. */
export interface ReceivedAnswer {
  /** The id that was chosen, or what `parse` made of the text. */
  readonly value: unknown;
  /** What the person wrote, or the title of what they chose. */
  readonly text: string;
  readonly event: MessageEvent;
}

/** Somebody in this process waits for the answer to one question. */
export interface Waiter {
  readonly question: Question;
  readonly partner: ChatPartner;
  readonly run: HandlerRun | undefined;
  readonly answer: (answer: ReceivedAnswer) => void;
  readonly fail: (error: UnansweredError) => void;
  /** Stops its time: the client closes. */
  readonly stop: () => void;
}

/** Takes answers to the questions of one name, also to those that an earlier process asked. */
export interface AnswerHandler {
  readonly question: Question;
  readonly handle: (answer: ReceivedAnswer, data: unknown, partner: ChatPartner, run: HandlerRun) => unknown;
}

/** What this process knows of questions beside the store. */
export interface QuestionBook {
  /** By the question's id. */
  readonly waiters: Map<string, Waiter>;
  /** By the question's name. */
  readonly handlers: Map<string, AnswerHandler>;
  /** Texts that are commands, and interrupt a question instead of answering it. */
  readonly isCommand: (text: string) => boolean;
}
