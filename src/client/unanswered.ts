import type { QuestionEnd } from "../conversations/index.js";
import { type UnansweredCode, UnansweredError } from "../core/index.js";

const TEXTS: Readonly<Record<QuestionEnd, readonly [UnansweredCode, message: string, fix: string]>> = {
  timed_out: [
    "ANSWER_TIMEOUT",
    "Nobody answered in time.",
    "Go on without the answer; what comes now reaches your other handlers.",
  ],
  invalid: [
    "ANSWER_UNFIT",
    "No answer fitted, however often the question was put.",
    "Offer another way, for example chat.handOff().",
  ],
  replaced: [
    "QUESTION_REPLACED",
    "Another question was put to this person: a chat has one open question.",
    "Ask one after the other.",
  ],
  aborted: ["QUESTION_ABORTED", "The signal was aborted.", "What comes now reaches your other handlers."],
  opted_out: [
    "QUESTION_OPTED_OUT",
    "The person asked for no more messages instead of answering.",
    "Do not ask again.",
  ],
  handed_off: [
    "QUESTION_HANDED_OFF",
    "The chat was handed off while the question waited.",
    "Ask again when it is given back.",
  ],
  not_sent: ["QUESTION_ABORTED", "The question could not be sent.", "Look at the error of the send."],
  unrouted: [
    "ANSWER_UNROUTED",
    "The answer came, and nobody takes it.",
    "Register waypost.onAnswer(question, handler) when the process starts.",
  ],
};

/** Why the one who waits gets no answer. */
export function unanswered(question: string, end: QuestionEnd): UnansweredError {
  const [code, message, fix] = TEXTS[end];
  return new UnansweredError(code, question, { message: `Question ${question}: ${message}`, fix });
}

export function answeredElsewhere(question: string): UnansweredError {
  return new UnansweredError("ANSWER_ELSEWHERE", question, {
    message: `Question ${question}: the answer came to another process, which took it.`,
    fix: "With several processes, take answers with waypost.onAnswer(question, handler) and ask with chat.pose().",
  });
}
