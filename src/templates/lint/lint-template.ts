import type { TemplateInput } from "../template-definition.js";
import { lintDocsUrl } from "./lint-docs-url.js";
import type { LintFinding } from "./lint-finding.js";
import type { LintOptions } from "./lint-options.js";
import { RULES } from "./rules.js";
import { runRules } from "./run-rules.js";
import { type LintableTemplate, readTemplate } from "./template-source.js";
import type { TemplateView } from "./template-view.js";
import { viewOfDefinition } from "./view-of-definition.js";
import { viewOfStored } from "./view-of-stored.js";

/**
 * What Meta would refuse in a template, and what costs its category, quality or the trust of people. Reads definitions
 * and Meta's JSON. Pure: it asks nobody; what an account or a business needs to be judged by comes with the options.
 * Never throws.
 *
 * @example
 * ```ts
 * for (const { rule, message, fix } of lintTemplate(orderShipped)) console.log(rule, message, fix);
 * ```
 */
export function lintTemplate(template: LintableTemplate, options: LintOptions = {}): readonly LintFinding[] {
  return lintTemplates([template], options);
}

/** The same for several that belong to one account: also tells duplicates among them and whether there is room for all. */
export function lintTemplates(
  templates: readonly LintableTemplate[],
  options: LintOptions = {},
): readonly LintFinding[] {
  const account = (options.account?.templates ?? []).map(viewOfStored);
  const earlier: TemplateView[] = [];
  return templates.flatMap((template) => {
    const reading = readTemplate(template);
    if (!reading.ok) return shapeFindings(template, reading.problems);
    const findings = runRules(RULES, reading.view, { options, account, earlier: [...earlier] });
    earlier.push(reading.view);
    return findings;
  });
}

/** What Meta would refuse when a definition is created: errors only, whatever the options say. Its shape is checked. */
export function refusedAtCreation(template: TemplateInput): readonly LintFinding[] {
  const context = { options: {}, account: [], earlier: [], errorsOnly: true };
  return runRules(AT_CREATION, viewOfDefinition(template), context).filter(
    ({ severity }) => severity === "error",
  );
}

const AT_CREATION = RULES.filter(({ refusedBy }) => refusedBy === "creation");

/** A definition that is none: every problem is an error of its own rule, or of L06. */
function shapeFindings(
  template: unknown,
  problems: readonly { readonly field: string; readonly problem: string }[],
): readonly LintFinding[] {
  const { name, language } = (template ?? {}) as { readonly name?: unknown; readonly language?: unknown };
  return problems.map(({ field, problem }) => {
    const rule = /\((L\d\d)\)$/.exec(problem)?.[1] ?? "L06";
    return {
      rule,
      severity: "error",
      message: `${field}: ${problem.replace(/ \(L\d\d\)$/, "")}.`,
      fix: "Correct the definition.",
      docsUrl: lintDocsUrl(rule),
      field,
      template: {
        name: typeof name === "string" ? name : "",
        language: typeof language === "string" ? language : "",
      },
    };
  });
}
