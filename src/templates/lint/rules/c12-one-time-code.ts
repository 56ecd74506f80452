import type { LintRule } from "../lint-rule.js";
import { promoWords } from "../promo-lexicon.js";
import { fold, withoutVariables } from "../text/fold.js";
import { allVariables } from "../text/measure.js";
import { tokenise } from "../text/word-matcher.js";
import { messageText } from "../view-parts.js";
import { CODE_IS_VARIABLE, codeWords, otherCodeWords } from "../words/code-words.js";

export const C12: LintRule = {
  id: "C12",
  severity: "error",
  title: "One-time codes are authentication templates",
  why: 'Since October 2024 Meta refuses codes in other categories. Words such as OTP beside a variable are an error; a bare "code is {{1}}" is a warning, for it may be the code of a locker.',
  fix: "Submit it as authentication, with an OTP button and Meta's text.",
  refusedBy: "review",
  check: (view) => {
    if (view.category === "authentication") return [];
    const text = messageText(view);
    if (allVariables(text).length === 0) return [];
    const plain = withoutVariables(text);
    const pieces = tokenise(plain);
    if (otherCodeWords(pieces, view.language).length > 0) return [];
    const words = codeWords(pieces, view.language);
    if (words.length > 0)
      return [{ field: "body", words, message: `It delivers a one-time code: ${words.join(", ")}.` }];
    const bare = CODE_IS_VARIABLE.exec(fold(plain));
    // "Use code {{1}} and get 10% off" delivers a coupon.
    return bare === null || promoWords(text, view.language).strong.length > 0
      ? []
      : [
          {
            field: "body",
            severity: "warning" as const,
            words: [bare[0].trim()],
            message: "It seems to deliver a code.",
          },
        ];
  },
};
