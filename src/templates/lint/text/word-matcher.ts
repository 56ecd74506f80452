import { fold } from "./fold.js";

/** Finds words and phrases in a folded text. */
export interface WordMatcher {
  /** What was found, folded, each once, in order. */
  find(folded: string): readonly string[];
}

/**
 * A matcher for a list of words, separated by commas. `word*` also takes longer words; `#` is a number. Words count
 * whole, save in scripts without spaces between words.
 */
export function wordMatcher(words: string): WordMatcher {
  let compiled: RegExp | undefined;
  return {
    find: (folded) => {
      if (words.trim() === "") return [];
      compiled ??= compile(words);
      return [...new Set([...folded.matchAll(compiled)].map(([hit]) => hit.trim()))];
    },
  };
}

/** Scripts that write words together, or particles onto them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function compile(words: string): RegExp {
  const entries = words
    .split(",")
    .map((word) => fold(word.trim()))
    .filter((word) => word !== "")
    // Longer ones first: the phrase is found, not its first word.
    .sort((a, b) => b.length - a.length);
  const together = entries.map(source).join("|");
  const unspaced = entries.some((word) => UNSPACED.test(word));
  return new RegExp(
    unspaced ? together : `(?<![\\p{L}\\p{M}\\p{N}])(?:${together})(?![\\p{L}\\p{M}\\p{N}])`,
    "gu",
  );
}

function source(word: string): string {
  return word
    .replace(/[.+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/\s+/g, "[\\s-]+")
    .replace(/\*/g, "[\\p{L}\\p{M}]*")
    .replace(/#/g, "\\d[\\d.,]*\\s?");
}
