import type { LintIssue, LintRule } from "../lint-rule.js";
import { lengthOf } from "../text/measure.js";

export const L20: LintRule = {
  id: "L20",
  severity: "error",
  title: "Shorter limits hold on cards and beside an offer; no wide gaps in a body",
  why: "The body of a card has at most 160 characters, a body beside a limited-time offer 600. Tabs, runs of spaces and of empty lines make reviewers and readers stumble.",
  fix: "Shorten the text.",
  refusedBy: "creation",
  subcodes: [2388040],
  check: ({ body, cards = [], offer, category }) => {
    if (category === "authentication") return [];
    const issues: LintIssue[] = [];
    const limit = (field: string, text: string, most: number): void => {
      const length = lengthOf(text);
      if (length > most)
        issues.push({ field, message: `At most ${String(most)} characters, got ${String(length)}.` });
    };
    if (body !== undefined && offer !== undefined) limit(body.field, body.text, 600);
    for (const card of cards) if (card.body !== undefined) limit(card.body.field, card.body.text, 160);
    if (body !== undefined && /\t| {5,}|\n\s*\n\s*\n/.test(body.text))
      issues.push({
        field: body.field,
        severity: "warning",
        message: "A tab, five spaces or two empty lines in a row.",
        fix: "Close the gap.",
      });
    return issues;
  },
};
