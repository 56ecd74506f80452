import type { LintRule } from "../lint-rule.js";
import { bodiesOf } from "../view-parts.js";

export const L24: LintRule = {
  id: "L24",
  severity: "error",
  title: "At most ten emoji in a body, better three",
  why: "More than ten are refused in review; more than three read like advertising.",
  fix: "Take emoji out.",
  refusedBy: "review",
  check: (view) =>
    bodiesOf(view).flatMap(({ field, text }) => {
      const count = text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
      if (count <= 3) return [];
      return [
        {
          field,
          message: `${String(count)} emoji.`,
          severity: count > 10 ? ("error" as const) : ("warning" as const),
        },
      ];
    }),
};
