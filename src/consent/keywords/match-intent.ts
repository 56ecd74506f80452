import { fuzzyKeyword } from "./fuzzy.js";
import type { OptOutMatch, SuspectedOptOutMatch } from "./keyword-match.js";
import type { KeywordReading } from "./keyword-reading.js";
import { optOutPhrase } from "./phrases.js";

const MAX_PHRASE_POINTS = 240;

/**
 * A sentence that asks us to stop (T3): suspected, and on +1 numbers a withdrawal, because US rules take any reasonable
 * means. Source: compliance 4.1 and 4.4.
 */
export function matchPhrase(reading: KeywordReading): OptOutMatch | SuspectedOptOutMatch | undefined {
  const { normalised, raw, languages, plusOne } = reading;
  const hit = [...normalised].length <= MAX_PHRASE_POINTS ? optOutPhrase(raw, languages) : undefined;
  if (hit === undefined) return undefined;
  const found = {
    tier: "T3",
    keyword: hit.phrase,
    language: hit.language,
    method: "phrase",
    normalised,
  } as const;
  return plusOne
    ? { kind: "opt_out", scopeHint: "marketing", ...found }
    : { kind: "opt_out_suspected", ...found };
}

/** A misspelt strong word; nobody misspells a button. Source: compliance 4.3 step 13. */
export function matchMisspelt(reading: KeywordReading): SuspectedOptOutMatch | undefined {
  const { input, options, words, languages, index, normalised } = reading;
  if (options.fuzzy === false || input.source !== "text") return undefined;
  for (const word of words) {
    const hit = fuzzyKeyword(word, languages, index);
    if (hit === undefined) continue;
    const { keyword, language } = hit.entry;
    return { kind: "opt_out_suspected", tier: "fuzzy", keyword, language, method: hit.method, normalised };
  }
  return undefined;
}
