import type { LintRule } from "../lint-rule.js";
import { messageText } from "../view-parts.js";
import { transactionWordsOf } from "../transaction-words-of.js";

export const C02: LintRule = {
  id: "C02",
  severity: "warning",
  title: "A utility template names the order, account or appointment that it is about",
  why: "Utility means: specific to something that the person has or asked for. Without it Meta reads marketing.",
  fix: "Say which order, booking, invoice, account or appointment, best with a variable for its number or date.",
  check: (view) => {
    if (view.category !== "utility" || view.components === undefined) return [];
    if (
      view.orderStatus ||
      view.callPermission ||
      view.buttons?.some(({ type }) => type === "order_details") === true
    )
      return [];
    if (messageText(view) === "" || transactionWordsOf(view).length > 0) return [];
    return [{ field: "body", message: "Nothing in it names a transaction, an account or an appointment." }];
  },
};
