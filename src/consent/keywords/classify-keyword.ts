import type { KeywordInput } from "./keyword-input.js";
import type { KeywordMatch } from "./keyword-match.js";
import type { KeywordOptions } from "./keyword-options.js";
import { type KeywordReading, readKeywordText } from "./keyword-reading.js";
import { matchMisspelt, matchPhrase } from "./match-intent.js";
import { matchOwned } from "./match-owned.js";
import { matchPayload } from "./match-payload.js";
import { matchStrong } from "./match-strong.js";
import { matchAdvertised, matchAmbiguous, matchOptIn, matchWithArgument } from "./match-words.js";

/** The order is the rule (compliance 4.3 step 12). An opt-in word yields to every way out that it may also be. */
const STEPS: readonly ((reading: KeywordReading) => KeywordMatch | undefined)[] = [
  matchOwned,
  matchStrong,
  matchAdvertised,
  matchAmbiguous,
  matchOptIn,
  matchWithArgument,
  matchPhrase,
  matchMisspelt,
];

/**
 * What one inbound message says about consent: opt out, perhaps, opt in, or nothing. Pure; takes any string. Only
 * text, buttons and interactive replies come here (`isKeywordSource`), edits and captions do not. A message older
 * than 24 hours still comes: the caller then acts on `opt_out` alone, late being better than never.
 * Source: compliance section 4.
 *
 * @example
 * classifyKeyword({ source: "text", text: "Stop! Thank you" });
 * // { kind: "opt_out", tier: "T1", keyword: "stop", language: "en", scopeHint: "marketing", ... }
 */
export function classifyKeyword(input: KeywordInput, options: KeywordOptions = {}): KeywordMatch {
  if (input.forwarded === true) return { kind: "none" };
  const pressed = input.source === "text" ? undefined : matchPayload(input, options);
  if (pressed !== undefined) return pressed;
  const reading = readKeywordText(input.text, input, options);
  if (reading !== undefined) {
    for (const step of STEPS) {
      const match = step(reading);
      if (match !== undefined) return match;
    }
  }
  return { kind: "none" };
}
