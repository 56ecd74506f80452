import { fold, withoutVariables } from "./fold.js";
import { wordMatcher, type WordMatcher } from "./word-matcher.js";

/** Words by language (ISO 639-1), separated by commas. See {@link wordMatcher} for the notation. */
export type LanguageWords = Readonly<Record<string, string>>;

/** Texts in these scripts take over English words in Latin letters, and a template's language may be any of them. */
const TAKES_ENGLISH = new Set(
  "en hi bn mr gu ta te kn ml pa ur ne si ar fa he ja ko zh th ru uk bg ka kk ky el fil id ms".split(" "),
);

/** Finds the words of a language in a text, and English ones where its texts have them. */
export function languageWords(words: LanguageWords): (text: string, language: string) => readonly string[] {
  const matchers = new Map<string, WordMatcher>();
  const matcherOf = (language: string): WordMatcher => {
    let matcher = matchers.get(language);
    if (matcher === undefined)
      matchers.set(
        language,
        (matcher = wordMatcher(Object.hasOwn(words, language) ? (words[language] ?? "") : "")),
      );
    return matcher;
  };
  return (text, language) => {
    const own = primaryLanguage(language);
    const folded = fold(withoutVariables(text));
    const found = matcherOf(own).find(folded);
    if (own === "en" || !TAKES_ENGLISH.has(own)) return found;
    return [...new Set([...found, ...matcherOf("en").find(folded)])];
  };
}

/** `pt_BR` gives `pt`. */
export function primaryLanguage(code: string): string {
  return code.split(/[_-]/)[0]?.toLowerCase() ?? "";
}
