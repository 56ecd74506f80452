import { docsUrl, ValidationError } from "../core/index.js";

/** What every send takes beside its message. */
export interface RequestOptions {
  /** Gives up while the send waits for its turn; once it left, aborting leaves it in doubt. */
  readonly signal?: AbortSignal | undefined;
  /**
   * After this instant (a Date, or milliseconds since the epoch) the message is of no use: while it still waits for its
   * turn it is refused with `DEADLINE_PASSED` instead of arriving late.
   */
  readonly deadline?: Date | number | undefined;
}

/** @throws ValidationError `INVALID_MESSAGE` when the deadline is no instant. */
export function deadlineOf(options: RequestOptions | undefined): number | undefined {
  if (options?.deadline === undefined) return undefined;
  const at = Number(options.deadline);
  if (Number.isFinite(at)) return at;
  throw invalid("deadline", "expected a Date or milliseconds since the epoch");
}

/** Checks a sender given as `from`. */
export function checkSender(from: unknown): string | undefined {
  if (from === undefined) return undefined;
  if (typeof from === "string" && /^\d{1,32}$/.test(from)) return from;
  throw invalid("from", "expected the phone number id of another sender of this account");
}

/** A send that is no send at all. */
export function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_MESSAGE", `The message cannot be sent: ${field}: ${problem}.`, {
    fix: `Correct ${field}. See ${docsUrl("INVALID_MESSAGE")}.`,
    problems: [{ field, problem }],
  });
}
