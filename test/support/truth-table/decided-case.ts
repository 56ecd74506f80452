import { inspect } from "node:util";
import type { Decision } from "../../../src/core/index.js";
import type { Case } from "./given.js";

/** One line of the table: what is given, and what has to come out. */
export interface DecidedCase {
  /** `row 14: everything withdrawn`, or the guard that it belongs to. */
  readonly name: string;
  readonly decide: () => Decision;
  /** `allow row-9`, `allow row-1, warns C01`, `refuse OPTED_OUT row-14`, `hold RECIPIENT_CAP G12`. */
  readonly expected: string;
}

export const casesOf = (
  decide: (given: Case) => Decision,
  rows: readonly (readonly [name: string, given: Case, expected: string])[],
): readonly DecidedCase[] =>
  rows.map(([name, given, expected]) => ({ name, decide: () => decide(given), expected }));

/** A decision in a few words. */
export function outcomeOf(decision: Decision): string {
  if (decision.action !== "allow") return `${decision.action} ${decision.code} ${decision.rule}`;
  const told = decision.warnings.map(({ rule }) => rule).join(" ");
  return `allow ${decision.rule}${told === "" ? "" : `, warns ${told}`}`;
}

/** A decision in full, as a person reads it. */
export function wordsOf(name: string, decision: Decision): string {
  const stop =
    decision.action === "allow"
      ? []
      : [
          decision.message,
          decision.fix,
          ...(decision.action === "hold" ? [`retryAfterMs: ${String(decision.retryAfterMs)}`] : []),
        ];
  const lines = [
    outcomeOf(decision),
    ...stop,
    inspect(decision.facts, { breakLength: Number.POSITIVE_INFINITY }),
    ...decision.warnings.map(({ rule, message }) => `${rule}: ${message}`),
  ];
  return `${name}\n${lines.map((line) => `    ${line}\n`).join("")}`;
}
