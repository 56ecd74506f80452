import { fold } from "../text/fold.js";
import { languagesOfScript } from "./scripts.js";
import { STOP_WORDS } from "./stop-words.js";

/** How well a text fits a language: the sum over its small words, each counting less the more languages have it. */
interface LanguageScore {
  readonly language: string;
  readonly score: number;
}

/**
 * The language of a text, as far as its script and its small words tell (ISO 639-1), or undefined. Meant to be silent
 * rather than wrong: a text of three words has no language.
 */
export function detectLanguage(text: string): string | undefined {
  const plain = withoutNames(text);
  const allowed = languagesOfScript(plain);
  if (allowed === undefined) return undefined;
  // Without kana it is Chinese, until somebody writes a Japanese sentence in Han letters alone.
  if (allowed.length === 1 || allowed[0] === "zh") return allowed[0];
  const [best, second] = scoresOf(plain, allowed);
  if (best === undefined || best.score < 1.2) return undefined;
  return second === undefined || best.score > 1.35 * second.score ? best.language : undefined;
}

/** True unless the text is clearly in another language than `language` (ISO 639-1). */
export function mayBe(text: string, language: string): boolean {
  const plain = withoutNames(text);
  const allowed = languagesOfScript(plain);
  if (allowed === undefined) return true;
  if (!allowed.includes(language)) return false;
  const scores = scoresOf(plain, allowed);
  const [best] = scores;
  if (best === undefined || best.score < 1.5) return true;
  const own = scores.find((score) => score.language === language)?.score ?? 0;
  return best.score < 2 * own + 1;
}

/** Addresses, variables and numbers have no language. */
function withoutNames(text: string): string {
  return text
    .replace(/\{\{[^{}]*\}\}/g, " ")
    .replace(/https?:\/\/\S+|\S+@\S+|\S+\.(?:com|net|org|example|in|br|de)\S*/gi, " ")
    .replace(/\S*\d\S*/g, " ");
}

function scoresOf(text: string, allowed: readonly string[]): readonly LanguageScore[] {
  const words = fold(text).match(/[\p{L}\p{M}]+/gu) ?? [];
  const byWord = (wordLanguages ??= languagesByWord());
  const scores = new Map<string, number>();
  for (const word of words)
    addScores(scores, byWord.get(word)?.filter((language) => allowed.includes(language)) ?? []);
  return [...scores]
    .map(([language, score]) => ({ language, score }))
    .sort((a, b) => b.score - a.score || (a.language < b.language ? -1 : 1));
}

/** Those that share a word share its weight. */
function addScores(scores: Map<string, number>, languages: readonly string[]): void {
  for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + 1 / languages.length);
}

let wordLanguages: ReadonlyMap<string, readonly string[]> | undefined;

function languagesByWord(): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(STOP_WORDS))
    for (const word of new Set(words.split(" ").map(fold)))
      languages.set(word, [...(languages.get(word) ?? []), language]);
  return languages;
}
