import { type Random, SECOND, TransportError } from "../core/index.js";
import { GraphApiError } from "./graph-api-error.js";

export interface RetryQuestion {
  readonly error: unknown;
  /** Attempts made so far, at least 1. */
  readonly attempt: number;
  readonly maxRetries: number;
  /** True when repeating cannot do the thing twice (GET, DELETE). A send is never idempotent: Meta has no key. */
  readonly idempotent: boolean;
  readonly random: Random;
}

const LONGEST_MS = 60 * SECOND;
const PAIR_RATE = 131056;
const PER_SECOND = 613;

/**
 * Verdicts about one person or one account: a repetition cannot help and may count against the account, also when
 * Meta marks the answer as transient.
 */
const FINAL: ReadonlySet<number> = new Set([
  130472, // withheld by an experiment
  131047, // outside the customer service window
  131049, // Meta chose not to deliver
  131050, // the person stopped marketing
  131064, // templates in the wrong category
]);
/** Quotas of Graph itself: nothing was done, so the same call may be made when Meta says when. */
const QUOTAS: ReadonlySet<number> = new Set([4, PER_SECOND, 80007, 80008]);

/**
 * Milliseconds to wait before the same request may be made again, or undefined when it must not be.
 *
 * A send is repeated only when Meta itself said that it did not take it. No answer is doubt, not failure: only a
 * request that never left, or one that is idempotent, is repeated after silence. Meta's hint wins over our back-off;
 * a hint longer than a minute is the caller's to wait. 131047, 131049, 131050, 130472 and 131064 are never repeated.
 */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { error, attempt, maxRetries, idempotent } = question;
  if (attempt > maxRetries) return undefined;
  if (GraphApiError.is(error)) {
    if (FINAL.has(error.graphCode) || (error.subcode !== undefined && FINAL.has(error.subcode)))
      return undefined;
    // Meta's side failed with a code that nobody knows: only what may be done twice is tried again.
    const unknownFailure = idempotent && error.status >= 500 && error.family === "unknown";
    const delay = error.retryAfterMs ?? ownDelay(error, question, unknownFailure);
    if (delay === undefined || delay > LONGEST_MS) return undefined;
    return unknownFailure || error.retry === "backoff" || QUOTAS.has(error.graphCode) ? delay : undefined;
  }
  if (!TransportError.is(error) || error.code === "ABORTED") return undefined;
  return idempotent || !error.requestLeft ? backoff(question) : undefined;
}

/** Without a hint of Meta's; undefined when only Meta could say how long. */
function ownDelay(
  { graphCode, retry }: GraphApiError,
  question: RetryQuestion,
  unknownFailure: boolean,
): number | undefined {
  if (graphCode === PAIR_RATE) return 4 ** (question.attempt - 1) * SECOND;
  if (graphCode === PER_SECOND) return SECOND + backoff(question);
  return unknownFailure || retry === "backoff" ? backoff(question) : undefined;
}

/** 0.5 s, 1 s, 2 s, ... up to 8 s, less up to a quarter of jitter. */
function backoff({ attempt, random }: RetryQuestion): number {
  const full = Math.min(0.5 * SECOND * 2 ** (attempt - 1), 8 * SECOND);
  return Math.round(full * (1 - 0.25 * random()));
}
