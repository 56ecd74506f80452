import type { KeywordMatch, OptInMatch, OptOutMatch, WithArgumentMatch } from "./keyword-match.js";
import { findRelevant, type KeywordReading } from "./keyword-reading.js";
import { sameWord } from "./match-owned.js";
import { scopeHintOf, strongEntry } from "./match-strong.js";
import { CONTINUE_KEYWORDS } from "./special-keywords.js";

const MAX_ARGUMENT_TOKENS = 3;

/** The word that our last marketing message named as the way out (compliance 4.1, advertised). */
export function matchAdvertised(reading: KeywordReading): OptOutMatch | undefined {
  const keyword = reading.input.advertisedWords?.find((word) => sameWord(word, reading));
  if (keyword === undefined) return undefined;
  const { normalised, variants } = reading;
  const language = findRelevant(reading, "T2")?.language;
  return {
    kind: "opt_out",
    tier: "advertised",
    keyword,
    language,
    scopeHint: scopeHintOf(variants),
    method: "exact",
    normalised,
  };
}

/**
 * An ambiguous word of a relevant language (T2): suspected when typed. On a button it is the business's own word, so
 * it answers the message that carried the button. Source: compliance 4.1.
 */
export function matchAmbiguous(reading: KeywordReading): KeywordMatch | undefined {
  const entry = findRelevant(reading, "T2");
  if (entry === undefined) return undefined;
  const found = { keyword: entry.keyword, language: entry.language, normalised: reading.normalised };
  return reading.input.source === "text"
    ? { kind: "opt_out_suspected", tier: "T2", method: "exact", ...found }
    : { kind: "owned", ...found };
}

/** A word that asks for messages, from a person who gets none (compliance 4.3 step 11). */
export function matchOptIn(reading: KeywordReading): OptInMatch | undefined {
  const { input, normalised } = reading;
  const entry = input.optedOut === true ? findRelevant(reading, "optIn") : undefined;
  if (entry === undefined) return undefined;
  if (CONTINUE_KEYWORDS.has(entry.keyword) && input.lastOutboundOffersOptIn !== true) return undefined;
  return { kind: "opt_in", keyword: entry.keyword, language: entry.language, method: "exact", normalised };
}

/** A T1 word with a reference behind it, `STOP 12345`: it may mute one thing among many (compliance 4.1, 4.5). */
export function matchWithArgument(reading: KeywordReading): WithArgumentMatch | undefined {
  for (const variant of reading.words) {
    const tokens = variant.split(" ");
    let end = tokens.length;
    while (end > 1 && isReference(tokens[end - 1])) end--;
    const argument = tokens.slice(end);
    if (argument.length === 0 || argument.length > MAX_ARGUMENT_TOKENS || !/\p{N}/u.test(argument.join("")))
      continue;
    const entry = strongEntry(tokens.slice(0, end).join(" "), reading);
    if (entry === undefined) continue;
    const { keyword, language } = entry;
    return {
      kind: "with_argument",
      keyword,
      language,
      argument: argument.join(" "),
      normalised: reading.normalised,
    };
  }
  return undefined;
}

function isReference(token: string | undefined): boolean {
  return token !== undefined && (/\p{N}/u.test(token) || [...token].length === 1);
}
