import type { HoldDecision, RefuseDecision } from "./decision.js";
import { WaypostError } from "./errors.js";
import type { HoldCode, RefuseCode } from "./policy-code.js";

/** The policy refused the send; nothing left this process. `decision` says which rule, on which facts, and what would make it pass. */
export class RefusedError<Code extends RefuseCode = RefuseCode> extends WaypostError {
  static override readonly brand: string = "RefusedError";
  readonly code: Code;
  readonly decision: RefuseDecision;
  /** Id of the rule: a row of the truth table (`row-11`) or a guard (`G3`). */
  readonly rule: string;

  constructor(decision: RefuseDecision & { readonly code: Code }) {
    super(decision);
    this.code = decision.code;
    this.rule = decision.rule;
    this.decision = decision;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), rule: this.rule, facts: this.decision.facts };
  }
}

/** No open customer service window: free-form messages cannot go out (truth table row 5). Send an approved template. */
export class WindowClosedError extends RefusedError<"WINDOW_CLOSED"> {
  static override readonly brand: string = "WindowClosedError";
}

/** The send is lawful but not now: try again after `retryAfterMs`. Nothing left this process. */
export class HeldError extends WaypostError {
  static override readonly brand: string = "HeldError";
  readonly code: HoldCode;
  readonly decision: HoldDecision;
  readonly rule: string;
  /** Milliseconds to wait before the same call may pass. */
  readonly retryAfterMs: number;

  constructor(decision: HoldDecision) {
    super(decision);
    this.code = decision.code;
    this.rule = decision.rule;
    this.decision = decision;
    this.retryAfterMs = decision.retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    return {
      ...super.toJSON(),
      rule: this.rule,
      retryAfterMs: this.retryAfterMs,
      facts: this.decision.facts,
    };
  }
}

/** The error that belongs to a refusal: `WindowClosedError` for `WINDOW_CLOSED`, else `RefusedError`. */
export function refusalError(decision: RefuseDecision): RefusedError {
  if (decision.code === "WINDOW_CLOSED") {
    return new WindowClosedError({ ...decision, code: decision.code });
  }
  return new RefusedError(decision);
}
