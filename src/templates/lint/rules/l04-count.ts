import { existingOf } from "../account-view.js";
import type { LintRule } from "../lint-rule.js";

const UNVERIFIED = 250;
const VERIFIED = 6_000;

export const L04: LintRule = {
  id: "L04",
  severity: "error",
  title: "An account has room for 250 templates, a verified one for 6,000",
  why: "Each language counts. Needs `account.templates`; above 250 it is a warning until `account.templateLimit` says which of the two holds.",
  fix: "Delete what is not used, or verify the business and have a display name approved.",
  subcodes: [2388019],
  check: (view, context) => {
    const { account } = context.options;
    if (account?.templates === undefined || existingOf(view, context.account) !== undefined) return [];
    const fresh = context.earlier.filter((other) => existingOf(other, context.account) === undefined);
    const count = context.account.length + fresh.length + 1;
    const limit = account.templateLimit ?? VERIFIED;
    if (count > limit)
      return [{ message: `It would be number ${String(count)} of at most ${String(limit)} templates.` }];
    if (account.templateLimit === undefined && count > UNVERIFIED)
      return [
        {
          severity: "warning" as const,
          message: `It would be number ${String(count)}: more than ${String(UNVERIFIED)} need a verified business.`,
        },
      ];
    return [];
  },
};
