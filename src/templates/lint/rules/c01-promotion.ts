import type { LintRule } from "../lint-rule.js";
import { promoWords } from "../promo-lexicon.js";
import { shownTexts } from "../view-parts.js";

export const C01: LintRule = {
  id: "C01",
  severity: "warning",
  title: "A utility template does not promote",
  why: "One promotional phrase beside an order's details is mixed content: Meta approves the template as marketing.",
  fix: "Take the words out, or submit it as marketing.",
  check: (view) => {
    if (view.category !== "utility") return [];
    return shownTexts(view).flatMap(({ field, text }) => {
      const { strong, weak } = promoWords(text, view.language);
      const words = [...strong, ...weak];
      if (words.length === 0) return [];
      return [{ field, words, message: `Promotional words: ${words.join(", ")}.` }];
    });
  },
};
