import { lintDocsUrl } from "./lint-docs-url.js";
import type { LintSeverity } from "./lint-finding.js";
import { RULES } from "./rules.js";

/** A rule as a list shows it. */
export interface LintRuleInfo {
  readonly id: string;
  readonly severity: LintSeverity;
  readonly title: string;
  readonly docsUrl: string;
}

/** Every rule of the linter: L for the format, C for the category, M for the content. */
export const LINT_RULES: readonly LintRuleInfo[] = RULES.map(({ id, severity, title }) => ({
  id,
  severity,
  title,
  docsUrl: lintDocsUrl(id),
}));
