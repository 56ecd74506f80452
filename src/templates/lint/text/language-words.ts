import { type TokenText, type WordMatcher, wordMatcher } from "./word-matcher.js";

/** Words by language (ISO 639-1), separated by commas. See {@link wordMatcher} for the notation. */
export type LanguageWords = Readonly<Record<string, string>>;

/** Texts of these languages take over English words. */
const TAKES_ENGLISH = new Set(
  "hi bn mr gu ta te kn ml pa ur ne si ar fa he ja ko zh th ru uk bg ka kk ky el fil id ms".split(" "),
);

/** Stands for all languages at once. */
export const ANY_LANGUAGE = "*";

/**
 * Finds the words of a language in a text, and English ones where its texts have them; `alone`: without those.
 * `ANY_LANGUAGE` looks in all lists in one go.
 */
export function languageWords(
  words: LanguageWords,
): (text: TokenText, language: string, alone?: boolean) => readonly string[] {
  const matchers = new Map<string, WordMatcher>();
  const matcherOf = (language: string): WordMatcher => {
    let matcher = matchers.get(language);
    if (matcher === undefined) {
      matcher = wordMatcher(listOf(words, language));
      matchers.set(language, matcher);
    }
    return matcher;
  };
  return (text, language, alone = false) => {
    const own = primaryLanguage(language);
    const found = matcherOf(own).find(text);
    return TAKES_ENGLISH.has(own) && !alone ? [...new Set([...found, ...matcherOf("en").find(text)])] : found;
  };
}

function listOf(words: LanguageWords, language: string): string {
  if (language === ANY_LANGUAGE) return Object.values(words).join(",");
  return Object.hasOwn(words, language) ? (words[language] ?? "") : "";
}

/** `pt_BR` gives `pt`. */
export function primaryLanguage(code: string): string {
  return code.split(/[_-]/)[0]?.toLowerCase() ?? "";
}
