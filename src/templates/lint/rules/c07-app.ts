import type { LintRule } from "../lint-rule.js";
import { appWords } from "../words/category-words.js";
import { wordIssues } from "../words-in.js";

export const C07: LintRule = {
  id: "C07",
  severity: "warning",
  title: "A utility template does not call to install an app",
  why: "Promoting an app is marketing.",
  fix: "Take the call out, or submit it as marketing.",
  check: (view) => (view.category === "utility" ? wordIssues(view, appWords, "It promotes an app") : []),
};
