export { classifyCaption } from "./classify-caption.js";
export { classifyKeyword } from "./classify-keyword.js";
export type { KeywordInput, OpenPrompt } from "./keyword-input.js";
export type {
  ConfirmMatch,
  DenyMatch,
  InCaptionMatch,
  KeywordMatch,
  KeywordMethod,
  NoMatch,
  OptInMatch,
  OptOutMatch,
  OwnedMatch,
  SuspectedOptOutMatch,
  WithArgumentMatch,
} from "./keyword-match.js";
export type { KeywordOptions, KeywordsByLanguage } from "./keyword-options.js";
export { isKeywordSource, type KeywordSource } from "./keyword-source.js";
export type { KeywordList } from "./lists/keyword-list.js";
export { KEYWORD_LISTS, type KeywordLanguage } from "./lists/keyword-lists.js";
export { advertisedWords, namedWords, ownableWords } from "./named-words.js";
export { type NormalisedKeywordText, normaliseKeywordText } from "./normalise.js";
