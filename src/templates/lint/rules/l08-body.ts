import type { LintRule } from "../lint-rule.js";
import { lengthOf } from "../text/measure.js";

export const L08: LintRule = {
  id: "L08",
  severity: "error",
  title: "A body has at most 1,024 characters",
  why: "The values count too when the template is sent (error 132005): leave room for them.",
  fix: "Shorten the text.",
  refusedBy: "creation",
  subcodes: [2388040],
  check: ({ body, category }) => {
    if (body === undefined || category === "authentication") return [];
    const length = lengthOf(body.text);
    return length <= 1_024
      ? []
      : [{ field: body.field, message: `At most 1024 characters, got ${String(length)}.` }];
  },
};
