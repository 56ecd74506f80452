import { DAY } from "../../../core/index.js";
import type { LintRule } from "../lint-rule.js";

export const L02: LintRule = {
  id: "L02",
  severity: "error",
  title: "The name of a deleted template rests for 30 days",
  why: "Meta keeps the name of an approved template that was deleted for 30 days. Needs `account.deleted` and `now`.",
  fix: "Take another name, or wait.",
  check: ({ name, source }, { options: { account, now } }) => {
    if (now === undefined || source === "account") return [];
    const deleted = account?.deleted?.find((item) => item.name === name && now - item.at < 30 * DAY);
    if (deleted === undefined) return [];
    const days = Math.ceil((deleted.at + 30 * DAY - now) / DAY);
    return [
      { field: "name", message: `A template of this name was deleted; it is free in ${String(days)} days.` },
    ];
  },
  subcodes: [2388023],
};
