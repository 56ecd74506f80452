import type { LintRule } from "../lint-rule.js";
import { fold } from "../text/fold.js";
import { messageText } from "../view-parts.js";

export const M02: LintRule = {
  id: "M02",
  severity: "warning",
  title: "A marketing template names the business",
  why: "Laws of Australia, Canada and others ask for the sender in the message. Needs `business.names`.",
  fix: "Name the business in header, body or footer.",
  check: (view, { options }) => {
    const names = options.business?.names ?? [];
    if (view.category !== "marketing" || names.length === 0 || view.body === undefined) return [];
    const text = fold(messageText(view));
    return names.some((name) => text.includes(fold(name)))
      ? []
      : [{ field: "body", message: "It does not name the business." }];
  },
};
