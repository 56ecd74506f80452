import { isPlusOne } from "./country-languages.js";
import { type KeywordEntry, type KeywordIndex, keywordIndex, type KeywordTier } from "./keyword-index.js";
import type { KeywordInput } from "./keyword-input.js";
import type { KeywordOptions } from "./keyword-options.js";
import { normaliseKeywordText } from "./normalise.js";
import { relevantLanguages } from "./relevant-languages.js";

// WhatsApp takes 4,096 characters, two code units each at most; anything longer is not a message of ours to read.
const MAX_CODE_UNITS = 8192;
const MAX_WORD_POINTS = 60;
const MAX_WORD_TOKENS = 6;

/** One inbound text, folded, beside all that its meaning depends on: what the matching steps look at. */
export interface KeywordReading {
  readonly input: KeywordInput;
  readonly options: KeywordOptions;
  readonly index: KeywordIndex;
  /** Relevant languages, the person's own first. */
  readonly languages: ReadonlySet<string>;
  readonly plusOne: boolean;
  /** As written. */
  readonly raw: string;
  readonly normalised: string;
  /** Every reading of the text, however long: for comparison with words the business itself gave. */
  readonly variants: readonly string[];
  /** Those short enough to be a keyword (compliance 4.3 step 2). */
  readonly words: readonly string[];
}

/** Reads `raw` (the text, or a payload) for keywords; undefined when there is nothing to read. */
export function readKeywordText(
  raw: string | undefined,
  input: KeywordInput,
  options: KeywordOptions,
): KeywordReading | undefined {
  if (raw === undefined || raw.length > MAX_CODE_UNITS) return undefined;
  const { text, variants } = normaliseKeywordText(raw);
  if (text === "") return undefined;
  return {
    input,
    options,
    index: keywordIndex(options),
    languages: relevantLanguages(input),
    plusOne: isPlusOne(input.country, input.callingCode),
    raw,
    normalised: text,
    variants,
    words: variants.filter(isShort),
  };
}

/** The first entry of a tier that equals the message, in the person's own languages in their order. */
export function findRelevant(
  { words, index, languages }: KeywordReading,
  tier: KeywordTier,
): KeywordEntry | undefined {
  for (const word of words) {
    const entries = index.get(word)?.filter((entry) => entry.tier === tier) ?? [];
    for (const language of languages) {
      const entry = entries.find((candidate) => candidate.language === language);
      if (entry !== undefined) return entry;
    }
  }
  return undefined;
}

function isShort(text: string): boolean {
  return [...text].length <= MAX_WORD_POINTS && text.split(" ").length <= MAX_WORD_TOKENS;
}
