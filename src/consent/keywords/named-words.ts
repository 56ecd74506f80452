import { keywordIndex, type KeywordTier } from "./keyword-index.js";
import type { KeywordOptions } from "./keyword-options.js";
import { normaliseKeywordText } from "./normalise.js";

const QUOTED = new RegExp(
  [
    '"([^"\\n]{1,60})"',
    "“([^”\\n]{1,60})”",
    "„([^“”\\n]{1,60})[“”]",
    "«([^»\\n]{1,60})»",
    "‘([^’\\n]{1,60})’",
    "(?<!\\p{L})'([^'\\n]{1,60})'(?!\\p{L})",
    "「([^」\\n]{1,60})」",
    "『([^』\\n]{1,60})』",
    "\\*([^*\\n]{1,60})\\*",
    "`([^`\\n]{1,60})`",
  ].join("|"),
  "gu",
);
const LONGEST_RUN = 4;

/**
 * The words that a message of ours tells people to answer with: in quotation marks, in bold, or in capitals (`Reply CANCEL
 * to cancel`, `responda "SAIR"`). Scripts without capitals have the marks only. Pure. Source: compliance 4.1, rows
 * Advertised and Owned.
 */
export function namedWords(text: string): readonly string[] {
  const quoted = [...text.matchAll(QUOTED)].flatMap(([, ...groups]) =>
    groups.filter((group) => group?.trim()),
  );
  return [...new Set([...quoted.map((word) => word.trim()), ...inCapitals(text)])];
}

/**
 * Those of them that are a way out: words of the opt-out lists, also of the ambiguous ones. A plain "no" is not, however
 * it is written: people say it to an offer. Pure.
 */
export function advertisedWords(text: string, options: KeywordOptions = {}): readonly string[] {
  return namedWords(text).filter((word) => {
    const tiers = tiersOf(word, options);
    return (tiers.has("T1") || tiers.has("T2")) && !tiers.has("no");
  });
}

/**
 * Those of them that a message which is no marketing may own as its answers. A word that clearly stops messages (tier T1)
 * is none: an order update that says `BAJA` names the way out. Pure.
 */
export function ownableWords(text: string, options: KeywordOptions = {}): readonly string[] {
  return namedWords(text).filter((word) => !tiersOf(word, options).has("T1"));
}

function tiersOf(word: string, options: KeywordOptions): ReadonlySet<KeywordTier> {
  const index = keywordIndex(options);
  const entries = normaliseKeywordText(word).variants.flatMap((variant) => index.get(variant) ?? []);
  return new Set(entries.map(({ tier }) => tier));
}

/** Words in capitals, and phrases of up to four of them in a row with nothing but spaces between. */
function inCapitals(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{M} ]+/u).flatMap((stretch) => {
    const tokens = stretch.split(/ +/);
    return tokens.flatMap((_token, start) => {
      const phrases: string[] = [];
      for (let end = start; end < start + LONGEST_RUN && isCapitals(tokens[end]); end++)
        phrases.push(tokens.slice(start, end + 1).join(" "));
      return phrases;
    });
  });
}

function isCapitals(token: string | undefined): boolean {
  return (
    token !== undefined && token.length > 1 && token === token.toUpperCase() && token !== token.toLowerCase()
  );
}
