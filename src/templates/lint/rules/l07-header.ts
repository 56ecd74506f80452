import type { LintIssue, LintRule } from "../lint-rule.js";
import { allVariables, isText, lengthOf, NOT_PLAIN, replaceVariables } from "../text/measure.js";

const FORMATS = ["text", "image", "video", "gif", "document", "location", "product"];

export const L07: LintRule = {
  id: "L07",
  severity: "error",
  title: "A text header: 60 characters, one variable, plain text; GIF and product headers in marketing only",
  why: "Meta refuses emoji, formatting and line breaks in a header.",
  fix: "Shorten it, and move what is more to the body.",
  refusedBy: "creation",
  subcodes: [2388047, 2388040],
  check: ({ header, category }) => {
    if (header === undefined || category === "authentication") return [];
    const { format, text, field } = header;
    if (!FORMATS.includes(format)) return [{ field, message: `The header format ${format} does not exist.` }];
    if ((format === "gif" || format === "product") && category !== "marketing")
      return [{ field, message: `A ${format} header stands in marketing templates only.` }];
    if (text === undefined) return [];
    if (!isText(text.text)) return [{ field: text.field, message: "The header has no text." }];
    const issues: LintIssue[] = [];
    const length = lengthOf(text.text);
    if (length > 60)
      issues.push({ field: text.field, message: `At most 60 characters, got ${String(length)}.` });
    if (new Set(allVariables(text.text)).size > 1)
      issues.push({ field: text.field, message: "A header has at most one variable." });
    if (NOT_PLAIN.test(replaceVariables(text.text, "")))
      issues.push({ field: text.field, message: "No emoji, formatting or line break in a header." });
    return issues;
  },
};
