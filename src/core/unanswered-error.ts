import { docsUrl } from "./docs-url.js";
import { WaypostError } from "./errors.js";

/** Why a question got no answer. */
export type UnansweredCode =
  | "ANSWER_TIMEOUT"
  | "ANSWER_UNFIT"
  | "ANSWER_ELSEWHERE"
  | "ANSWER_UNROUTED"
  | "QUESTION_REPLACED"
  | "QUESTION_ABORTED"
  | "QUESTION_OPTED_OUT"
  | "QUESTION_HANDED_OFF";

/** A question of `chat.ask` that waits no longer, and has no answer. */
export class UnansweredError extends WaypostError {
  static override readonly brand: string = "UnansweredError";
  readonly code: UnansweredCode;
  /** Name of the question. */
  readonly question: string;

  constructor(
    code: UnansweredCode,
    question: string,
    options: { message: string; fix: string; cause?: unknown },
  ) {
    super({ ...options, docsUrl: docsUrl(code) });
    this.code = code;
    this.question = question;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), question: this.question };
  }
}
