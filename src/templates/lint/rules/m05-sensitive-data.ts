import type { LintRule } from "../lint-rule.js";
import { withoutVariables } from "../text/fold.js";
import { tokenise } from "../text/word-matcher.js";
import { shownTexts } from "../view-parts.js";
import { askingWords, neverWords, secretWords } from "../words/content-words.js";

export const M05: LintRule = {
  id: "M05",
  severity: "error",
  title: "No message asks for card numbers, passwords or identity numbers",
  why: "WhatsApp's policy forbids to ask for them in a chat; reviewers refuse it in any category. Warning people against sharing them is fine.",
  fix: "Ask on your own pages, behind a login.",
  refusedBy: "review",
  check: (view) =>
    shownTexts(view).flatMap(({ field, text }) =>
      // Sentence by sentence: a request in one is no request for what another names.
      withoutVariables(text)
        .split(/[.!?。！？।\n]+/)
        .flatMap((sentence) => {
          const pieces = tokenise(sentence);
          const words = secretWords(pieces, view.language);
          const asks = askingWords(pieces, view.language).length > 0;
          const warns = neverWords(pieces, view.language).length > 0;
          return words.length === 0 || !asks || warns
            ? []
            : [{ field, words, message: `It asks for sensitive data: ${words.join(", ")}.` }];
        }),
    ),
};
