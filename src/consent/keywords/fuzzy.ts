import type { KeywordEntry, KeywordIndex } from "./keyword-index.js";
import type { KeywordMethod } from "./keyword-match.js";

/** Common slips for `stop` and `unsubscribe`, which are too short or too far off for the edit distance. */
const MISSPELLINGS: ReadonlyMap<string, string> = new Map([
  ...["stp", "sto", "stpo", "sotp", "stopp", "stoop"].map((word): [string, string] => [word, "stop"]),
  ...["unsuscribe", "unsubcribe", "unsubscibe", "unsubsribe", "usubscribe"].map((word): [string, string] => [
    word,
    "unsubscribe",
  ]),
]);

/** Words of their own, one letter away from `stop`. */
const NEVER: ReadonlySet<string> = new Set([
  "step",
  "shop",
  "top",
  "spot",
  "atop",
  "stock",
  "store",
  "start",
]);

const MIN_LETTERS = 5;

// One letter off is a slip in an alphabet and another word where a sign is a syllable, a negation or a root.
const ALPHABET = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;

/** A misspelt strong word. */
export interface FuzzyHit {
  readonly entry: KeywordEntry;
  readonly method: Extract<KeywordMethod, "misspelling" | "edit_distance">;
}

const wordsByIndex = new WeakMap<KeywordIndex, ReadonlyMap<string, readonly string[]>>();

/**
 * The strong word that `text` misspells, if any: an explicit slip, or one edit away from a single-word T1 of at least
 * five letters in a relevant language. A word that any list knows is spelled right (`anmelden` is not `abmelden`).
 * Source: compliance 4.3 step 13.
 */
export function fuzzyKeyword(
  text: string,
  languages: ReadonlySet<string>,
  index: KeywordIndex,
): FuzzyHit | undefined {
  if (NEVER.has(text) || index.has(text)) return undefined;
  const slip = MISSPELLINGS.get(text);
  if (slip !== undefined) return hit(slip, "en", "misspelling", index);
  if (text.length < MIN_LETTERS - 1) return undefined;
  const words = strongWords(index);
  for (const language of languages) {
    const word = words.get(language)?.find((candidate) => isOneEditApart(text, candidate));
    if (word !== undefined) return hit(word, language, "edit_distance", index);
  }
  return undefined;
}

function hit(
  word: string,
  language: string,
  method: FuzzyHit["method"],
  index: KeywordIndex,
): FuzzyHit | undefined {
  const entry = index.get(word)?.find((known) => known.tier === "T1" && known.language === language);
  return entry === undefined ? undefined : { entry, method };
}

function strongWords(index: KeywordIndex): ReadonlyMap<string, readonly string[]> {
  const known = wordsByIndex.get(index);
  if (known !== undefined) return known;
  const words = new Map<string, string[]>();
  for (const [spelling, entries] of index) {
    if (spelling.length < MIN_LETTERS || !ALPHABET.test(spelling)) continue;
    for (const { tier, language } of entries) {
      if (tier === "T1") words.set(language, [...(words.get(language) ?? []), spelling]);
    }
  }
  wordsByIndex.set(index, words);
  return words;
}

/** Damerau-Levenshtein distance of exactly one: a letter more, less or other, or two neighbours swapped. */
function isOneEditApart(a: string, b: string): boolean {
  const difference = a.length - b.length;
  if (Math.abs(difference) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  if (difference > 0) return a.slice(start + 1) === b.slice(start);
  if (difference < 0) return a.slice(start) === b.slice(start + 1);
  if (a.slice(start + 1) === b.slice(start + 1)) return true;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
}
