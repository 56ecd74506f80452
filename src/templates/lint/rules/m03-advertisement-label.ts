import type { LintRule } from "../lint-rule.js";
import { primaryLanguage } from "../text/language-words.js";

/** What an advertisement starts with, by country (compliance sheet 2.3). */
const LABELS = [
  { country: "KR", language: "ko", label: "(광고)", start: /^\(\s?광고\s?\)/ },
  { country: "IL", language: "he", label: "פרסומת", start: /^[([]?\s?פרסומת/ },
];

export const M03: LintRule = {
  id: "M03",
  severity: "warning",
  title: "Advertising for South Korea and Israel is labelled as such",
  why: "Korean law wants (광고) at the very start, Israeli law the word פרסומת. `countries` says where the message goes; else its language does.",
  fix: "Start the header, or the body where there is none, with the label.",
  check: ({ category, language, header, body, cards }, { options }) => {
    if (category !== "marketing" || body === undefined) return [];
    // A carousel shows its body first, too.
    const first = cards === undefined ? (header?.text ?? body) : body;
    return LABELS.flatMap(({ country, language: spoken, label, start }) => {
      const meant = options.countries?.includes(country) ?? primaryLanguage(language) === spoken;
      return !meant || start.test(first.text.trim())
        ? []
        : [{ field: first.field, message: `It does not start with ${label}.` }];
    });
  },
};
