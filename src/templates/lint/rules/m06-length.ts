import type { LintRule } from "../lint-rule.js";

/** Characters that a phone shows in a line, about; East Asian letters are twice as wide. */
const LINE = 48;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

export const M06: LintRule = {
  id: "M06",
  severity: "warning",
  title: "A marketing body is read without tapping",
  why: 'WhatsApp shows about five lines of a marketing message and hides the rest behind "Read more".',
  fix: "Say the one thing in five lines, and leave out empty ones.",
  check: ({ category, body }) => {
    if (category !== "marketing" || body === undefined) return [];
    const lines = body.text
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / LINE)), 0);
    return lines <= 5
      ? []
      : [{ field: body.field, message: `About ${String(lines)} lines, of which five are seen.` }];
  },
};

function widthOf(line: string): number {
  return [...line].length + (line.match(WIDE)?.length ?? 0);
}
