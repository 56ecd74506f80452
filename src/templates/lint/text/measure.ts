/** Characters as Meta counts them: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** True for a text with something to read. */
export function isText(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== "";
}

/** What a header, a footer or a label may not hold. */
export const NOT_PLAIN = /[*_~`\n]|\p{Extended_Pictographic}/u;

/** Every variable of a text, as often as it stands there. */
export function allVariables(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? "");
}

/** A text with something else in the place of its variables. */
export function replaceVariables(text: string, by: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, by);
}

/** Words outside of variables; in scripts without spaces, every two characters count as one. */
export function countWords(text: string): number {
  const fixed = replaceVariables(text, " ");
  const together = [
    ...fixed.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu),
  ].length;
  const words = fixed
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return words + Math.ceil(together / 2);
}
