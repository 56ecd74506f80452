import type { LintRule } from "../lint-rule.js";
import { primaryLanguage } from "../text/language-words.js";
import { tokenise } from "../text/word-matcher.js";
import { optOutWords } from "../words/content-words.js";

export const M01: LintRule = {
  id: "M01",
  severity: "warning",
  title: "A marketing template tells how to stop such messages",
  why: "WhatsApp's policy and many laws ask for a clear way out. Waypost understands the words of its keyword lists and the payloads STOP and STOP_PROMOTIONS.",
  fix: 'Add a quick reply with the payload STOP, or a footer such as "Reply STOP to opt out" in the language of the text.',
  check: (view) => {
    const { category, body, footer, buttons = [], cards = [], components } = view;
    if (category !== "marketing" || components === undefined || body === undefined) return [];
    const replies = [...buttons, ...cards.flatMap((card) => card.buttons)]
      .filter(({ type }) => type === "quick_reply")
      .flatMap(({ label = "", payload = "" }) => [label, payload.replaceAll(/[_:]/g, " ")]);
    // In a body the way out stands at its end.
    const end = body.text.trim().split("\n").at(-1) ?? "";
    const languages = [primaryLanguage(view.language), "en"];
    const told = [...replies, footer?.text ?? "", end].some((text) => {
      const pieces = tokenise(text);
      return languages.some((language) => optOutWords(pieces, language, true).length > 0);
    });
    return told ? [] : [{ field: "footer", message: "Nothing in it tells how to opt out." }];
  },
};
