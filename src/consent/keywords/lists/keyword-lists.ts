import { CYRILLIC_KEYWORDS } from "./cyrillic-keywords.js";
import { EAST_ASIAN_KEYWORDS } from "./east-asian-keywords.js";
import { INDIC_KEYWORDS } from "./indic-keywords.js";
import { LATIN_KEYWORDS } from "./latin-keywords.js";
import { RIGHT_TO_LEFT_KEYWORDS } from "./right-to-left-keywords.js";

/**
 * The word lists of 30 languages, by language tag. Source: compliance 4.2.
 * The words that every language accepts (`stop`, `unsubscribe`, `start`...) stand in `en`, because T1 words act in
 * every language and `en` is always relevant.
 */
export const KEYWORD_LISTS = {
  ...LATIN_KEYWORDS,
  ...CYRILLIC_KEYWORDS,
  ...RIGHT_TO_LEFT_KEYWORDS,
  ...INDIC_KEYWORDS,
  ...EAST_ASIAN_KEYWORDS,
} as const;

/** A language that ships with word lists. */
export type KeywordLanguage = keyof typeof KEYWORD_LISTS;
