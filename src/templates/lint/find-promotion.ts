import { PROMO_LEXICON } from "./promo-lexicon.js";

/** What reads like promotion in a text. */
export interface Promotion {
  /** `strong`: an offer; `weak`: one word that is often innocent. */
  readonly strength: "strong" | "weak";
  /** The words that were found, as the lexicon writes them; nothing else of the text. */
  readonly words: readonly string[];
}

/** `20 % off`, `50% de descuento`, `flat 30% discount`, `50% OFF`, `-30 %`, `% छूट`. */
const PER_CENT_OFF =
  /\d\s?[%٪]\s?(?:off\b|discount|de (?:descuento|desconto|r[ée]duction|remise)|rabatt|sconto|indirim|diskon|छूट|خصم|할인|オフ|скидк)|(?:^|\s)[-−–]\s?\d{1,2}\s?%|\bup to \d+\s?%/iu;

/** Scripts that are written without spaces: a word is found anywhere. */
const UNSPACED = /[\u0E00-\u0E7F\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;

interface Patterns {
  readonly strong: RegExp;
  readonly weak: RegExp;
}

const cache = new Map<string, Patterns>();

/**
 * Looks for promotion, in all languages of the lexicon unless told. Pure. Two different `weak` words count as `strong`.
 * Undefined when nothing was found.
 */
export function findPromotion(
  text: string,
  languages: readonly string[] = Object.keys(PROMO_LEXICON),
): Promotion | undefined {
  const folded = fold(text);
  const words = patternsOf(languages);
  const strong = new Set([...folded.matchAll(words.strong)].map(([found]) => found));
  if (PER_CENT_OFF.test(folded)) strong.add("% off");
  const weak = new Set([...folded.matchAll(words.weak)].map(([found]) => found));
  if (strong.size === 0 && weak.size === 0) return undefined;
  const offer = strong.size > 0 || weak.size > 1;
  return { strength: offer ? "strong" : "weak", words: [...strong, ...weak] };
}

function patternsOf(languages: readonly string[]): Patterns {
  const key = languages.join(" ");
  const known = cache.get(key);
  if (known !== undefined) return known;
  const lists = languages.flatMap((language) =>
    Object.hasOwn(PROMO_LEXICON, language) ? [PROMO_LEXICON[language]] : [],
  );
  const made = {
    strong: anyOf(lists.flatMap((words) => words?.strong ?? [])),
    weak: anyOf(lists.flatMap((words) => words?.weak ?? [])),
  };
  cache.set(key, made);
  return made;
}

/** Longest first, so that `promo code` is not found as `promo`. */
function anyOf(words: readonly string[]): RegExp {
  const sources = (wanted: boolean): string =>
    [...new Set(words.map(fold))]
      .filter((word) => UNSPACED.test(word) === wanted)
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"))
      .join("|");
  const never = "(?!)";
  const spaced = `(?<![\\p{L}\\p{M}\\p{N}])(?:${sources(false) || never})(?![\\p{L}\\p{M}\\p{N}])`;
  return new RegExp(`${spaced}|${sources(true) || never}`, "gu");
}

/** Case, width and the shapes of apostrophes make no difference. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019\u02BC]/g, "'");
}
