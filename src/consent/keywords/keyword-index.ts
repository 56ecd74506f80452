import type { KeywordOptions, KeywordsByLanguage } from "./keyword-options.js";
import type { KeywordList } from "./lists/keyword-list.js";
import { KEYWORD_LISTS } from "./lists/keyword-lists.js";
import { keywordSpellings } from "./normalise.js";
import { listLanguages } from "./relevant-languages.js";
import { RESERVED_KEYWORDS } from "./special-keywords.js";

/** What a list entry does; `yes` and `no` only in answer to a prompt. */
export type KeywordTier = "T1" | "T2" | "optIn" | "yes" | "no";

/** One word of one language. */
export interface KeywordEntry {
  readonly tier: KeywordTier;
  readonly language: string;
  readonly keyword: string;
}

/** Folded spelling to its entries: one lookup per message, however many languages there are. */
export type KeywordIndex = ReadonlyMap<string, readonly KeywordEntry[]>;

const TIERS = [
  ["T1", "t1"],
  ["T2", "t2"],
  ["optIn", "optIn"],
  ["yes", "yes"],
  ["no", "no"],
] as const satisfies readonly (readonly [KeywordTier, keyof KeywordList])[];

// Memo of a pure function: folding 30 lists takes milliseconds, which a program that never reads a keyword
// should not pay at import, nor any program twice.
let standard: KeywordIndex | undefined;
const adapted = new WeakMap<KeywordOptions, KeywordIndex>();

/** The index of the lists as `options` change them. Built on first use, once for each options object. */
export function keywordIndex(options: KeywordOptions): KeywordIndex {
  if (options.extraOptOut === undefined && options.removeOptOut === undefined)
    return (standard ??= build({}, {}));
  const index = adapted.get(options) ?? build(options.extraOptOut ?? {}, options.removeOptOut ?? {});
  adapted.set(options, index);
  return index;
}

function build(extra: KeywordsByLanguage, removed: KeywordsByLanguage): KeywordIndex {
  const index = new Map<string, KeywordEntry[]>();
  const gone = new Set(entriesOf(removed).flatMap(spellingKeys));
  const add = (entry: KeywordEntry, removable: boolean): void => {
    for (const spelling of keywordSpellings(entry.keyword)) {
      if (removable && !RESERVED_KEYWORDS.has(spelling) && gone.has(keyOf(entry.language, spelling)))
        continue;
      const entries = index.get(spelling);
      if (entries === undefined) index.set(spelling, [entry]);
      else entries.push(entry);
    }
  };
  for (const entry of listEntries()) add(entry, entry.tier === "T1" || entry.tier === "T2");
  for (const entry of entriesOf(extra)) add(entry, false);
  return index;
}

function listEntries(): readonly KeywordEntry[] {
  const lists: readonly (readonly [string, KeywordList])[] = Object.entries(KEYWORD_LISTS);
  return lists.flatMap(([language, list]) =>
    TIERS.flatMap(([tier, field]) =>
      list[field].split(",").map((keyword): KeywordEntry => ({ tier, language, keyword: keyword.trim() })),
    ),
  );
}

function entriesOf(words: KeywordsByLanguage): readonly KeywordEntry[] {
  return Object.entries(words).flatMap(([tag, keywords]) =>
    listLanguages(tag).flatMap((language) =>
      keywords.map((keyword): KeywordEntry => ({ tier: "T1", language, keyword })),
    ),
  );
}

function spellingKeys(entry: KeywordEntry): readonly string[] {
  return keywordSpellings(entry.keyword).map((spelling) => keyOf(entry.language, spelling));
}

function keyOf(language: string, spelling: string): string {
  return `${language} ${spelling}`;
}
