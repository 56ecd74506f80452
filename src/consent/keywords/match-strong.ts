import type { KeywordEntry } from "./keyword-index.js";
import type { OptOutMatch } from "./keyword-match.js";
import { findRelevant, type KeywordReading } from "./keyword-reading.js";
import { ALL_SCOPES_KEYWORDS, FCC_KEYWORDS, LANGUAGE_BOUND_KEYWORDS } from "./special-keywords.js";

/** A message that is a T1 word of any language, or on a +1 number one of the FCC's. Source: compliance 4.1, 4.3 step 10. */
export function matchStrong(reading: KeywordReading): OptOutMatch | undefined {
  for (const word of reading.words) {
    const entry = strongEntry(word, reading);
    if (entry !== undefined) return withdrawal(entry, reading);
  }
  // A pressed "Cancel" answers the message that carried the button, so it is not the FCC's word.
  const typedInPlusOne = reading.plusOne && reading.input.source === "text";
  const ambiguous = typedInPlusOne ? findRelevant(reading, "T2") : undefined;
  return ambiguous !== undefined && FCC_KEYWORDS.has(ambiguous.keyword)
    ? withdrawal(ambiguous, reading)
    : undefined;
}

/** The T1 entry of `word` that acts for this person, one in their own language if there is a choice. */
export function strongEntry(
  word: string,
  { index, languages }: Pick<KeywordReading, "index" | "languages">,
): KeywordEntry | undefined {
  const bound = LANGUAGE_BOUND_KEYWORDS.get(word);
  const entries = (index.get(word) ?? []).filter(
    ({ tier, language }) =>
      tier === "T1" && (bound?.includes(language) !== true || bound.some((needed) => languages.has(needed))),
  );
  return entries.find(({ language }) => languages.has(language)) ?? entries[0];
}

/** Whether the words ask for more than marketing to stop. */
export function scopeHintOf(variants: readonly string[]): OptOutMatch["scopeHint"] {
  return variants.some((variant) => ALL_SCOPES_KEYWORDS.has(variant)) ? "all" : "marketing";
}

function withdrawal({ keyword, language }: KeywordEntry, { normalised, words }: KeywordReading): OptOutMatch {
  return {
    kind: "opt_out",
    tier: "T1",
    keyword,
    language,
    scopeHint: scopeHintOf(words),
    method: "exact",
    normalised,
  };
}
