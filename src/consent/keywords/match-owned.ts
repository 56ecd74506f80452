import type { KeywordMatch } from "./keyword-match.js";
import { findRelevant, type KeywordReading } from "./keyword-reading.js";
import { normaliseKeywordText } from "./normalise.js";
import { RESERVED_KEYWORDS } from "./special-keywords.js";

/**
 * The answer to an open prompt. It wins over every tier, save for the words nobody may own. A plain "no" answers
 * whatever prompt is open, listed or not. Source: compliance 4.1 and the rows of 4.5 about prompts.
 */
export function matchOwned(reading: KeywordReading): KeywordMatch | undefined {
  const { prompt } = reading.input;
  if (prompt === undefined || reading.variants.some((variant) => RESERVED_KEYWORDS.has(variant)))
    return undefined;
  const { normalised } = reading;
  const no = findRelevant(reading, "no");
  if (prompt.isDoubleOptIn === true) {
    if (no !== undefined)
      return { kind: "deny", keyword: no.keyword, language: no.language, method: "exact", normalised };
    // `start` instead of `yes` says the same, and more plainly.
    const yes = findRelevant(reading, "yes") ?? findRelevant(reading, "optIn");
    if (yes !== undefined) {
      return { kind: "confirm", keyword: yes.keyword, language: yes.language, method: "exact", normalised };
    }
  }
  const owned = prompt.ownedWords.find((word) => sameWord(word, reading));
  const keyword = owned ?? no?.keyword;
  return keyword === undefined ? undefined : { kind: "owned", keyword, language: no?.language, normalised };
}

/** Whether a word that the business gave equals the message under any reading of both. */
export function sameWord(word: string, { variants }: Pick<KeywordReading, "variants">): boolean {
  return normaliseKeywordText(word).variants.some((variant) => variants.includes(variant));
}
