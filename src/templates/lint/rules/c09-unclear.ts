import type { LintRule } from "../lint-rule.js";
import { allVariables, countWords } from "../text/measure.js";

export const C09: LintRule = {
  id: "C09",
  severity: "warning",
  title: "A utility body says what it is about in words of its own",
  why: "A body of variables, or of fewer than five words, could become anything: Meta reads it as marketing.",
  fix: "Write the sentence out, and leave only what changes to variables.",
  check: ({ category, body, orderStatus, callPermission, buttons = [] }) => {
    if (category !== "utility" || body === undefined) return [];
    // What these messages are about stands in their component.
    if (orderStatus || callPermission || buttons.some(({ type }) => type === "order_details")) return [];
    const words = countWords(body.text);
    if (words >= 5) return [];
    const variables = allVariables(body.text).length;
    return [
      {
        field: body.field,
        message: `Only ${String(words)} words of its own${variables === 0 ? "" : ` beside ${String(variables)} variables`}.`,
      },
    ];
  },
};
