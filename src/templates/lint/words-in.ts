import type { LintIssue } from "./lint-rule.js";
import type { TemplateView } from "./template-view.js";
import { withoutVariables } from "./text/fold.js";
import { type TokenText, tokenise } from "./text/word-matcher.js";
import { shownTexts } from "./view-parts.js";

/** One issue per part of the message that holds some of the words. */
export function wordIssues(
  view: TemplateView,
  find: (text: TokenText, language: string) => readonly string[],
  what: string,
): LintIssue[] {
  return shownTexts(view).flatMap(({ field, text }) => {
    const words = find(tokenise(withoutVariables(text)), view.language);
    return words.length === 0 ? [] : [{ field, words, message: `${what}: ${words.join(", ")}.` }];
  });
}
