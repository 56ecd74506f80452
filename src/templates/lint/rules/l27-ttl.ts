import type { LintRule } from "../lint-rule.js";

const SECONDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  authentication: [30, 900],
  utility: [30, 43_200],
  marketing: [43_200, 2_592_000],
};

export const L27: LintRule = {
  id: "L27",
  severity: "error",
  title: "The time to live fits the category",
  why: "Seconds: authentication 30 to 900, utility 30 to 43,200, marketing 43,200 to 2,592,000; -1 is 30 days for the first two.",
  fix: "Give a time within the limits, or none.",
  refusedBy: "creation",
  check: ({ ttlSeconds, category }) => {
    const limits = SECONDS[category];
    if (ttlSeconds === undefined || limits === undefined) return [];
    const [least, most] = limits;
    if (ttlSeconds === -1 && category !== "marketing") return [];
    if (Number.isInteger(ttlSeconds) && ttlSeconds >= least && ttlSeconds <= most) return [];
    return [{ field: "ttlSeconds", message: `${String(least)} to ${String(most)} for ${category}.` }];
  },
};
