import type { TemplateView } from "./template-view.js";
import { allVariables } from "./text/measure.js";
import { withoutVariables } from "./text/fold.js";
import { tokenise } from "./text/word-matcher.js";
import { messageText } from "./view-parts.js";
import { transactionWords } from "./words/transaction-words.js";

/** Nouns of a transaction in the message or in the names of its variables. */
export function transactionWordsOf(view: TemplateView): readonly string[] {
  const text = messageText(view);
  const names = allVariables(text).join(" ").replaceAll("_", " ");
  const own = transactionWords(tokenise(withoutVariables(text)), view.language);
  return own.length > 0 ? own : transactionWords(tokenise(names), "en");
}
