import { docsUrl, HeldError } from "../core/index.js";

/** The shared tokens cannot be asked: nothing leaves, because nobody knows how much the others sent. */
export function limitsUnavailable(backend: string): HeldError {
  return new HeldError({
    action: "hold",
    code: "LIMITS_UNAVAILABLE",
    rule: "row-54",
    message: `The shared limits (${backend}) cannot be reached.`,
    fix: "Nothing was sent. Sends go on by themselves when it is back; or let each process have a fixed share meanwhile with whenAway: { share }.",
    facts: { backend },
    warnings: [],
    docsUrl: docsUrl("LIMITS_UNAVAILABLE"),
    retryAfterMs: 5_000,
  });
}
