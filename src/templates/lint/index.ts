/** The linter of templates: rules, advice on the category, and how findings are shown. */
export { adviseCategory } from "./advise-category.js";
export type { CategoryAdvice, CategoryReason } from "./advise-category.js";
export { findPromotion } from "./find-promotion.js";
export type { Promotion } from "./find-promotion.js";
export { formatFindings } from "./format-findings.js";
export type { FormatOptions } from "./format-findings.js";
export type { LintFinding, LintSeverity } from "./lint-finding.js";
export type { LintAccount, LintOptions } from "./lint-options.js";
export { LINT_RULES } from "./lint-rules.js";
export type { LintRuleInfo } from "./lint-rules.js";
export { lintTemplate, lintTemplates, refusedAtCreation } from "./lint-template.js";
export type { FindingLocation } from "./sarif-log.js";
export type { StoredTemplate } from "./stored-template.js";
export type { LintableTemplate } from "./template-source.js";
