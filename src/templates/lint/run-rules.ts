import { lintDocsUrl } from "./lint-docs-url.js";
import type { LintFinding } from "./lint-finding.js";
import type { LintContext, LintRule } from "./lint-rule.js";
import type { TemplateView } from "./template-view.js";

/** What the rules say of one view, in the order of the rules. Pure. */
export function runRules(
  rules: readonly LintRule[],
  view: TemplateView,
  context: LintContext,
): readonly LintFinding[] {
  const template = { name: view.name, language: view.language };
  return rules.flatMap((rule) => {
    const override = context.options.rules?.[rule.id];
    if (override === "off") return [];
    return rule.check(view, context).map(({ field, message, fix, severity, words }): LintFinding => ({
      rule: rule.id,
      severity: override ?? severity ?? rule.severity,
      message,
      fix: fix ?? rule.fix,
      docsUrl: lintDocsUrl(rule.id),
      ...(field === undefined ? {} : { field }),
      ...(words === undefined ? {} : { words }),
      template,
    }));
  });
}
