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

/**
 * Milliseconds to wait before the same request may be made again, or undefined when it must not be.
 *
 * A send is repeated only when Meta itself said that it did not take it. No answer is doubt, not failure: only a
 * request that never left, or one that is idempotent, is repeated after silence. Meta's hint wins over our back-off;
 * a hint longer than a minute is the caller's to wait.
 */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { error, attempt, maxRetries, idempotent } = question;
  if (attempt > maxRetries) return undefined;
  if (GraphApiError.is(error)) {
    if (error.retry !== "backoff") return undefined;
    const delay =
      error.retryAfterMs ?? (error.graphCode === PAIR_RATE ? 4 ** (attempt - 1) * SECOND : backoff(question));
    return delay > LONGEST_MS ? undefined : delay;
  }
  if (!TransportError.is(error) || error.code === "ABORTED") return undefined;
  return idempotent || !error.requestLeft ? backoff(question) : undefined;
}

/** 0.5 s, 1 s, 2 s, ... up to 8 s, less up to a quarter of jitter. */
function backoff({ attempt, random }: RetryQuestion): number {
  const full = Math.min(0.5 * SECOND * 2 ** (attempt - 1), 8 * SECOND);
  return Math.round(full * (1 - 0.25 * random()));
}
