import { promoWordsIn } from "./promo-lexicon.js";
import { ANY_LANGUAGE } from "./text/language-words.js";
import { tokenise } from "./text/word-matcher.js";
import { namesAdvertising } from "./words/message-names.js";

/** What reads like promotion in a text. */
export interface Promotion {
  /** `strong`: an offer; `weak`: one word that is often innocent. */
  readonly strength: "strong" | "weak";
  /** The words that were found, folded: lower case, without accents. */
  readonly words: readonly string[];
}

/**
 * Looks for promotion, in all languages of the lexicon unless told. Pure. Two different `weak` words count as `strong`;
 * words that only name advertising ("may we write to you about offers and new arrivals?") are one weak word together.
 * Undefined when nothing was found.
 */
export function findPromotion(
  text: string,
  languages: readonly string[] = [ANY_LANGUAGE],
): Promotion | undefined {
  const pieces = tokenise(text);
  const found = languages.map((language) => promoWordsIn(pieces, language, true));
  const strong = [...new Set(found.flatMap((words) => words.strong))];
  const weak = [...new Set(found.flatMap((words) => words.weak))];
  const words = [...strong, ...weak];
  if (words.length === 0) return undefined;
  const named = words.some(namesAdvertising);
  const doubtful = weak.filter((word) => !namesAdvertising(word)).length + (named ? 1 : 0);
  const sells = strong.some((word) => !namesAdvertising(word));
  return { strength: sells || doubtful > 1 ? "strong" : "weak", words };
}
