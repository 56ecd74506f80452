import type { LintRule } from "../lint-rule.js";
import { seasonWords } from "../words/category-words.js";
import { wordIssues } from "../words-in.js";

export const C04: LintRule = {
  id: "C04",
  severity: "warning",
  title: "A utility template does not greet for a season, a holiday or a birthday",
  why: "Greetings build a relationship, and that is marketing.",
  fix: "Take the greeting out, or submit it as marketing.",
  check: (view) => (view.category === "utility" ? wordIssues(view, seasonWords, "It greets") : []),
};
