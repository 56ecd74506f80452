import { fold } from "./fold.js";

/** A piece of a folded text: a word, a number, a per-cent sign, or a minus before a number. */
interface Token {
  readonly text: string;
  /** Under which phrases that begin with it are kept. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** A folded text in pieces. */
export interface TokenText {
  readonly folded: string;
  readonly tokens: readonly Token[];
  /** Some of it is written in a script without spaces between words. */
  readonly unspaced: boolean;
}

/** Finds words and phrases. */
export interface WordMatcher {
  /** What was found, folded, each once, in order; of several at one place the longest. */
  find(text: TokenText): readonly string[];
}

/** Scripts that write words together, or particles onto them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
/** Latin letters beside others are a word of their own: `20%OFFセール`. */
const TOKEN = /\p{N}[\p{N}.,]*|[\p{Script=Latin}\p{M}]+|[\p{L}\p{M}]+|%|-(?=\p{N})/gu;

export function tokenise(text: string): TokenText {
  const folded = fold(text);
  const tokens = [...folded.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    key: keyOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  return { folded, tokens, unspaced: UNSPACED.test(folded) };
}

/**
 * A matcher for a list of words and phrases, separated by commas. `word*` also takes longer words; `#` is a number.
 * Words count whole, save in scripts without spaces between words.
 */
export function wordMatcher(words: string): WordMatcher {
  let find: WordMatcher["find"] | undefined;
  return { find: (text) => (find ??= compile(words))(text) };
}

function compile(words: string): WordMatcher["find"] {
  const entries = words
    .split(",")
    .map((word) => fold(word.trim()))
    .filter((word) => word !== "")
    // Longer ones first: the phrase is found, not its first word.
    .sort((a, b) => b.length - a.length);
  const unspaced = entries.filter((word) => UNSPACED.test(word));
  const inWords = byWord(entries.filter((word) => !UNSPACED.test(word)));
  if (unspaced.length === 0) return inWords;
  const inside = anywhere(unspaced);
  return (text) => (text.unspaced ? [...inWords(text), ...inside(text)] : inWords(text));
}

/** One expression for all: such texts have no words to look up. */
function anywhere(entries: readonly string[]): WordMatcher["find"] {
  const source = entries
    .map((word) => word.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/#/g, "\\d[\\d.,]*\\s?"))
    .join("|");
  const all = new RegExp(source, "gu");
  return ({ folded }) => [...new Set([...folded.matchAll(all)].map(([hit]) => hit))];
}

/** Looked up by the first word, so that a long list costs no more than a short one. */
function byWord(entries: readonly string[]): WordMatcher["find"] {
  const phrases = new Map<string, string[][]>();
  for (const entry of entries) {
    const phrase = [...entry.matchAll(/\p{N}[\p{N}.,]*|[\p{L}\p{M}]+\*?|[%#]|-(?=[\p{N}#])/gu)].map(
      ([word]) => word,
    );
    const [first = ""] = phrase;
    const key = keyOf(first);
    phrases.set(key, [...(phrases.get(key) ?? []), phrase]);
  }
  return ({ folded, tokens }) => {
    const found = new Set<string>();
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at];
      if (token === undefined) break;
      const hit = phrases.get(token.key)?.find((phrase) => matches(phrase, tokens, at));
      if (hit === undefined) continue;
      const last = at + hit.length - 1;
      found.add(folded.slice(token.start, tokens[last]?.end));
      at = last;
    }
    return [...found];
  };
}

/** Numbers under `#`, words under their first two letters: a prefix is found there too. */
function keyOf(word: string): string {
  return /^[\p{N}#]/u.test(word) ? "#" : word.slice(0, 2);
}

function matches(phrase: readonly string[], tokens: readonly Token[], at: number): boolean {
  return phrase.every((wanted, offset) => {
    const text = tokens[at + offset]?.text;
    if (text === undefined) return false;
    if (wanted === "#") return /^\p{N}/u.test(text);
    return wanted.endsWith("*") ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
  });
}
