import type { LintRule } from "../lint-rule.js";
import { tokenise } from "../text/word-matcher.js";
import { allButtons } from "../view-parts.js";
import { actionLabels } from "../words/category-words.js";

export const C11: LintRule = {
  id: "C11",
  severity: "warning",
  title: "Buttons of a utility template lead on with what the person has, not to a shop",
  why: 'Labels such as "Learn more", "Shop" and "Rate us" make Meta read the message as marketing.',
  fix: 'Say what happens: "View order", "Track parcel", "Pay invoice".',
  check: (view) =>
    view.category === "utility"
      ? allButtons(view).flatMap(({ field, label, type }) => {
          // Labels that Meta sets are C03's.
          if (label === undefined || ["catalog", "mpm", "spm", "copy_code"].includes(type)) return [];
          const words = actionLabels(tokenise(label), view.language);
          return words.length === 0
            ? []
            : [{ field: `${field}.text`, words, message: `The label calls to act: ${words.join(", ")}.` }];
        })
      : [],
};
