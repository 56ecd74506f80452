import type { LintRule } from "../lint-rule.js";
import { wordIssues } from "../words-in.js";
import { regulatedWords } from "../words/content-words.js";

export const M08: LintRule = {
  id: "M08",
  severity: "warning",
  title: "Games, alcohol, tobacco, weapons, adult content and crypto have a policy of their own",
  why: "WhatsApp forbids some of it and restricts the rest by age and country (Business Messaging Policy).",
  fix: "Check the policy for your trade and countries before you submit it.",
  check: (view) =>
    view.category === "marketing"
      ? wordIssues(view, regulatedWords, "It speaks of regulated goods or games")
      : [],
};
