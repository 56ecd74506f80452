import type { LintRule } from "../lint-rule.js";
import { wordIssues } from "../words-in.js";
import { threatWords } from "../words/content-words.js";

export const M04: LintRule = {
  id: "M04",
  severity: "error",
  title: "No threats, legal pressure or shaming of debtors",
  why: "Reviewers refuse abusive content in any category, and accounts are restricted for it.",
  fix: "State what is due and where to get help; leave pressure to letters.",
  refusedBy: "review",
  check: (view) => wordIssues(view, threatWords, "It threatens"),
};
