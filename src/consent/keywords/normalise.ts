import { stripCourtesy } from "./courtesy.js";
import { foldText } from "./fold-text.js";

/** A message made ready for comparison with the lists. */
export interface NormalisedKeywordText {
  /** Folded, courtesy taken off, a repeated word said once: `Stop! STOP, please` is `stop`. */
  readonly text: string;
  /** The words of `text`. */
  readonly tokens: readonly string[];
  /** Every reading that may equal a list entry, `text` first: with courtesy, with umlauts spelled out, unspaced. */
  readonly variants: readonly string[];
}

const UNSPACED_SCRIPTS =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Script=Thai}\p{M} ]+$/u;

/** Steps 3 to 9 of compliance 4.3. Linear in the length of `text`; takes any string, lone surrogates included. */
export function normaliseKeywordText(text: string): NormalisedKeywordText {
  const variants = new Set<string>();
  for (const reading of foldedReadings(text)) {
    const joined = joinSpelledOut(reading);
    const bare = sayOnce(stripCourtesy(reading));
    for (const variant of [bare, joinSpelledOut(bare), reading, joined, sayOnce(stripCourtesy(joined))]) {
      variants.add(variant);
    }
  }
  variants.delete("");
  const [main = ""] = variants;
  return { text: main, tokens: main === "" ? [] : main.split(" "), variants: [...variants] };
}

/**
 * The spellings under which a word of a list is found: folded, with umlauts spelled out (`kündigen` is found as
 * `kundigen` and as `kuendigen`), and unspaced where the script allows. Courtesy stays: an entry may consist of it.
 */
export function keywordSpellings(keyword: string): readonly string[] {
  const spellings = new Set(foldedReadings(keyword).flatMap((reading) => [reading, joinSpelledOut(reading)]));
  spellings.delete("");
  return [...spellings];
}

function foldedReadings(text: string): readonly string[] {
  const dropped = foldText(text);
  const spelled = foldText(text, "spelled");
  return dropped === spelled ? [dropped] : [dropped, spelled];
}

function sayOnce(text: string): string {
  const [first = "", ...rest] = text.split(" ");
  return rest.every((token) => token === first) ? first : text;
}

/** `s t o p` is `stop`, `退 订` is `退订`: spaces that separate no words go. */
function joinSpelledOut(text: string): string {
  const letters = text.split(" ").every((token) => [...token.slice(0, 3)].length === 1);
  return letters || UNSPACED_SCRIPTS.test(text) ? text.replaceAll(" ", "") : text;
}
