import type { LintRule } from "../lint-rule.js";
import { cartWords } from "../words/category-words.js";
import { wordIssues } from "../words-in.js";

export const C05: LintRule = {
  id: "C05",
  severity: "warning",
  title: "A utility template does not speak of a cart left behind",
  why: "Nothing was bought yet: calling back to a purchase is retargeting.",
  fix: "Submit it as marketing.",
  check: (view) =>
    view.category === "utility" ? wordIssues(view, cartWords, "It speaks of a purchase not made") : [],
};
