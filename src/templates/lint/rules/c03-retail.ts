import type { LintIssue, LintRule } from "../lint-rule.js";
import { comparisonWords } from "../words/category-words.js";
import { wordIssues } from "../words-in.js";

const SELLING: Readonly<Record<string, string>> = {
  copy_code: "a coupon",
  catalog: "a catalogue",
  mpm: "products",
  spm: "a product",
};

export const C03: LintRule = {
  id: "C03",
  severity: "warning",
  title: "A utility template has no catalogue, cards, coupon or offer, and compares no prices",
  why: "Components of a shop make a message marketing, whatever its text says.",
  fix: "Take the component out, or submit it as marketing.",
  check: (view) => {
    if (view.category !== "utility") return [];
    const { offer, cards, buttons = [], header } = view;
    const issues: LintIssue[] = [];
    if (offer !== undefined)
      issues.push({ field: "limitedTimeOffer", message: "A limited-time offer sells." });
    if (cards !== undefined) issues.push({ field: "cards", message: "A carousel sells." });
    if (header?.format === "product")
      issues.push({ field: "header", message: "A product in the header sells." });
    for (const { type, field } of buttons)
      if (SELLING[type] !== undefined)
        issues.push({ field, message: `A button for ${SELLING[type]} sells.` });
    return [...issues, ...wordIssues(view, comparisonWords, "It compares prices or recommends")];
  },
};
