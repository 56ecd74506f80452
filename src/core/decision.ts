import type { HoldCode, PolicyCode, RefuseCode } from "./policy-code.js";

/** A fact that decided, without personal data: `{ "window.closedForMs": 10800000 }`. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Something a rule noticed that did not stop the send. */
export interface DecisionWarning {
  /** Id of the rule or lint, for example `C01`. */
  readonly rule: string;
  readonly message: string;
}

/** The policy lets it pass. */
export interface AllowDecision {
  readonly action: "allow";
  /** Row of the truth table or guard that allowed it, for example `row-9`. */
  readonly rule: string;
  readonly facts: Facts;
  readonly warnings: readonly DecisionWarning[];
}

interface Stop<Code extends PolicyCode> {
  readonly code: Code;
  /** Id of the rule: a row of the truth table (`row-5`) or a guard (`G3`). */
  readonly rule: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What would make the send pass. */
  readonly fix: string;
  readonly facts: Facts;
  readonly warnings: readonly DecisionWarning[];
  readonly docsUrl: string;
}

/** It may pass later. */
export interface HoldDecision extends Stop<HoldCode> {
  readonly action: "hold";
  /** Milliseconds after which the same send may pass. */
  readonly retryAfterMs: number;
}

/** It may not be sent, and what would make it pass. */
export interface RefuseDecision extends Stop<RefuseCode> {
  readonly action: "refuse";
}

/** What the policy says about one send to one person, at one moment. */
export type Decision = AllowDecision | HoldDecision | RefuseDecision;
