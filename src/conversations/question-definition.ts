import { DAY, HOUR, ValidationError, type ValidationProblem } from "../core/index.js";
import {
  buttonsMessage,
  type InteractiveHeader,
  listMessage,
  type ListRow,
  type OutgoingMessage,
  type ReplyButton,
  textMessage,
} from "../messages/index.js";
import type { AskedQuestion } from "./conversation.js";

interface QuestionParts {
  /** Names the question in the store: 1 to 64 characters. A changed question keeps its name only if old answers still fit. */
  readonly name: string;
  readonly body: string;
  /** Milliseconds until an answer is none any more. Default one hour, at most seven days. */
  readonly timeoutMs?: number | undefined;
  /** How often an answer that does not fit is asked for again. Default 2. */
  readonly repeats?: number | undefined;
  /** Said before the question is put again. */
  readonly unfit?: string | undefined;
  /**
   * Further words that answer it ("reply CANCEL to cancel"): they are no opt-outs while it waits. Titles and ids are
   * among them by themselves; `stop`, `stopall` and `unsubscribe` never are.
   */
  readonly words?: readonly string[] | undefined;
}

/** Answered by tapping one of one to three buttons. */
export interface ButtonsQuestion extends QuestionParts {
  readonly buttons: readonly ReplyButton[];
  readonly header?: InteractiveHeader | undefined;
  readonly footer?: string | undefined;
  readonly sections?: undefined;
  readonly parse?: undefined;
}

/** Answered by choosing one of at most ten rows. */
export interface ListQuestion extends QuestionParts {
  /** Label of the button that opens the list. */
  readonly button: string;
  readonly sections: readonly { readonly title?: string | undefined; readonly rows: readonly ListRow[] }[];
  readonly footer?: string | undefined;
  readonly buttons?: undefined;
  readonly parse?: undefined;
}

/** Answered by any text that `parse` takes. */
export interface TextQuestion extends QuestionParts {
  /** What the text means; undefined when it does not fit, and the question is put again. Default: the text as it is. */
  readonly parse?: ((text: string) => unknown) | undefined;
  readonly buttons?: undefined;
  readonly sections?: undefined;
}

/** A question to one person. */
export type Question = ButtonsQuestion | ListQuestion | TextQuestion;

/** What an answer to a question is worth: the id that was chosen, or what `parse` made of the text. */
export type AnswerValue<Q extends Question> = Q extends {
  readonly buttons: readonly { readonly id: infer Id }[];
}
  ? Id
  : Q extends { readonly sections: readonly { readonly rows: readonly { readonly id: infer Id }[] }[] }
    ? Id
    : Q extends { readonly parse: (text: string) => infer Value }
      ? Exclude<Awaited<Value>, undefined>
      : string;

/**
 * Gives a question a type that its answers keep. Define it once, and use it for `chat.ask`, `chat.pose` and `onAnswer`.
 *
 * @throws ValidationError `INVALID_MESSAGE` naming what WhatsApp would not take, and a name, time-out or number of
 * repeats that cannot be.
 */
export function defineQuestion<const Q extends Question>(question: Q): Q {
  checkQuestion(question);
  return question;
}

const LONGEST = 7 * DAY;

export function checkQuestion(question: Question): void {
  const given = question as Partial<Record<keyof QuestionParts, unknown>>;
  const problems: ValidationProblem[] = [];
  const wrong = (field: string, problem: string): void => void problems.push({ field, problem });
  if (typeof given.name !== "string" || !/^[\w.:-]{1,64}$/.test(given.name))
    wrong("name", "expected 1 to 64 letters, digits, dots, colons, hyphens or underscores");
  const { timeoutMs, repeats } = given;
  if (timeoutMs !== undefined && !(Number(timeoutMs) >= 1_000 && Number(timeoutMs) <= LONGEST))
    wrong("timeoutMs", `expected 1000 to ${String(LONGEST)}`);
  if (repeats !== undefined && !(Number.isInteger(repeats) && Number(repeats) >= 0 && Number(repeats) <= 10))
    wrong("repeats", "expected 0 to 10");
  if (problems.length > 0) {
    throw new ValidationError("INVALID_MESSAGE", "The question cannot be asked.", {
      fix: problems.map(({ field, problem }) => `${field}: ${problem}`).join("; "),
      problems,
    });
  }
  questionMessage(question);
}

/** The message that puts the question; with `again`, after an answer that did not fit. */
export function questionMessage(question: Question, again = false): OutgoingMessage {
  const body =
    again && question.unfit !== undefined ? `${question.unfit}\n\n${question.body}` : question.body;
  if (question.buttons !== undefined) {
    const { header, footer, buttons } = question;
    return buttonsMessage({ ...defined({ header, footer }), body, buttons });
  }
  if (question.sections !== undefined) {
    const { footer, button, sections } = question;
    return listMessage({ ...defined({ footer }), body, button, sections });
  }
  return textMessage({ body });
}

function defined<T extends object>(parts: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as never;
}

/** What a question is stored as. */
export function askedQuestion(
  question: Question,
  facts: Pick<AskedQuestion, "id" | "askedAt" | "after" | "data">,
): AskedQuestion {
  return {
    ...facts,
    name: question.name,
    expiresAt: facts.askedAt + (question.timeoutMs ?? HOUR),
    choices: choicesOf(question),
    words: question.words ?? [],
    messageIds: [],
    unfit: [],
    state: "open",
  };
}

/** How often an answer may not fit. */
export function repeatsOf({ repeats = 2 }: Question): number {
  return repeats;
}

function choicesOf(question: Question): AskedQuestion["choices"] {
  const rows = question.buttons ?? question.sections?.flatMap((section) => section.rows) ?? [];
  return rows.map(({ id, title }) => ({ id, title }));
}
