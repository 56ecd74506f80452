import type { LintRule } from "../lint-rule.js";
import { reengagementWords } from "../words/category-words.js";
import { wordIssues } from "../words-in.js";

export const C06: LintRule = {
  id: "C06",
  severity: "warning",
  title: "A utility template does not call people back",
  why: '"We miss you" is retargeting, and that is marketing.',
  fix: "Submit it as marketing.",
  check: (view) => (view.category === "utility" ? wordIssues(view, reengagementWords, "It calls back") : []),
};
