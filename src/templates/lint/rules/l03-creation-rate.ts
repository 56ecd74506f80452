import { HOUR } from "../../../core/index.js";
import { existingOf } from "../account-view.js";
import type { LintRule } from "../lint-rule.js";

const PER_HOUR = 100;

export const L03: LintRule = {
  id: "L03",
  severity: "error",
  title: "An account creates at most 100 templates in an hour",
  why: "Meta refuses the hundred-and-first. Counts the new ones among the templates that are linted together, and `account.created` where `now` is given.",
  fix: "Submit it an hour later.",
  check: (view, context) => {
    const { account, now } = context.options;
    if (account === undefined || view.source === "account" || existingOf(view, context.account) !== undefined)
      return [];
    const lately = now === undefined ? 0 : (account.created ?? []).filter((at) => now - at < HOUR).length;
    const before = context.earlier.filter(
      (other) => other.source !== "account" && existingOf(other, context.account) === undefined,
    ).length;
    if (lately + before < PER_HOUR) return [];
    return [{ message: `${String(lately + before)} templates are created before it within an hour.` }];
  },
};
