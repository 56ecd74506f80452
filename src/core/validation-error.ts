import { docsUrl } from "./docs-url.js";
import { WaypostError } from "./errors.js";

/** Why an argument was rejected before anything was written or sent. */
export type ValidationCode =
  | "INVALID_OPTIONS"
  | "INVALID_PHONE_NUMBER"
  | "INVALID_RECIPIENT"
  | "INVALID_MESSAGE"
  | "INVALID_TEMPLATE"
  | "INVALID_CAUSE"
  | "INVALID_WEBHOOK"
  | "EVIDENCE_MISSING"
  | "INVALID_CONSENT"
  | "INVALID_INPUT"
  | "GRAPH_PATH_REFUSED"
  | "PACKAGE_MISSING";

/** One thing that is wrong with an argument. */
export interface ValidationProblem {
  /** Path of the field, for example `interactive.action.buttons[0].reply.title`. */
  readonly field: string;
  /** What was expected and what was given (never a value that may be personal). */
  readonly problem: string;
}

/** Bad input at the call: nothing was written and nothing was sent. */
export class ValidationError extends WaypostError {
  static override readonly brand: string = "ValidationError";
  readonly code: ValidationCode;
  readonly problems: readonly ValidationProblem[];

  constructor(
    code: ValidationCode,
    message: string,
    options: { fix: string; problems?: readonly ValidationProblem[]; cause?: unknown },
  ) {
    super({ message, fix: options.fix, docsUrl: docsUrl(code), cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), problems: this.problems };
  }
}
