import type { LintRule } from "../lint-rule.js";
import { promoWords } from "../promo-lexicon.js";
import { withoutVariables } from "../text/fold.js";
import { tokenise } from "../text/word-matcher.js";
import { transactionWordsOf } from "../transaction-words-of.js";
import { messageText } from "../view-parts.js";
import { surveyWords } from "../words/category-words.js";

export const C08: LintRule = {
  id: "C08",
  severity: "warning",
  title: "A survey names the order or visit it asks about, and sells nothing",
  why: "Feedback on something that happened is utility; a general question or one with a reward is marketing.",
  fix: "Name the order or visit, and take the reward out.",
  check: (view) => {
    if (view.category !== "utility") return [];
    const text = messageText(view);
    const words = surveyWords(tokenise(withoutVariables(text)), view.language);
    if (words.length === 0) return [];
    if (transactionWordsOf(view).length === 0)
      return [
        { field: "body", words, message: "It asks for an opinion and does not say on which order or visit." },
      ];
    const promo = promoWords(text, view.language);
    const selling = [...promo.strong, ...promo.weak];
    return selling.length === 0
      ? []
      : [
          {
            field: "body",
            words: [...words, ...selling],
            message: "It asks for an opinion and sells beside it.",
          },
        ];
  },
};
