/** A script, and the languages of Meta's list that are written in it (ISO 639-1). */
interface ScriptLanguages {
  readonly letters: RegExp;
  readonly languages: readonly string[];
}

const of = (letters: RegExp, languages: string): ScriptLanguages => ({
  letters,
  languages: languages.split(" "),
});

/** Other scripts than Latin. */
const SCRIPTS: readonly ScriptLanguages[] = [
  of(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"),
  of(/\p{Script=Han}/gu, "zh ja"),
  of(/\p{Script=Hangul}/gu, "ko"),
  of(/\p{Script=Thai}/gu, "th"),
  of(/\p{Script=Lao}/gu, "lo"),
  of(/\p{Script=Hebrew}/gu, "he"),
  of(/\p{Script=Arabic}/gu, "ar fa ur prs ps"),
  of(/\p{Script=Devanagari}/gu, "hi mr ne"),
  of(/\p{Script=Bengali}/gu, "bn"),
  of(/\p{Script=Tamil}/gu, "ta"),
  of(/\p{Script=Telugu}/gu, "te"),
  of(/\p{Script=Kannada}/gu, "kn"),
  of(/\p{Script=Malayalam}/gu, "ml"),
  of(/\p{Script=Gujarati}/gu, "gu"),
  of(/\p{Script=Gurmukhi}/gu, "pa"),
  of(/\p{Script=Sinhala}/gu, "si"),
  of(/\p{Script=Georgian}/gu, "ka"),
  of(/\p{Script=Greek}/gu, "el"),
  of(/\p{Script=Cyrillic}/gu, "ru uk bg mk sr kk ky be uz az"),
];
const LATIN: readonly string[] =
  "af sq az ca hr cs da nl en et fil fi fr de ha hu id ga it rw lv lt ms nb pl pt ro sk sl es sw sv tr uz vi zu sr".split(
    " ",
  );

/**
 * The languages that the script of a text allows, or undefined when no script has six letters in ten. Languages of this
 * list only.
 */
export function languagesOfScript(text: string): readonly string[] | undefined {
  const all = text.match(/\p{L}/gu)?.length ?? 0;
  if (all === 0) return undefined;
  const share = (letters: RegExp): number => (text.match(letters)?.length ?? 0) / all;
  const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  // Japanese is written with Han letters too: a little kana settles it.
  if (kana > 0.1 && kana + share(/\p{Script=Han}/gu) > 0.6) return ["ja"];
  for (const { letters, languages } of SCRIPTS) if (share(letters) > 0.6) return languages;
  return share(/\p{Script=Latin}/gu) > 0.6 ? LATIN : undefined;
}

/** Languages that this file knows the script of: of others nothing is said. */
export const KNOWN_LANGUAGES: ReadonlySet<string> = new Set([
  ...LATIN,
  ...SCRIPTS.flatMap(({ languages }) => languages),
]);
