import type { LintSeverity } from "./lint-finding.js";
import type { LintOptions } from "./lint-options.js";
import type { TemplateView } from "./template-view.js";

/** What a rule found. The template, the id and the link are added by the one who runs it. */
export interface LintIssue {
  readonly field?: string | undefined;
  readonly message: string;
  /** Default: the fix of the rule. */
  readonly fix?: string | undefined;
  /** Default: the severity of the rule. */
  readonly severity?: LintSeverity | undefined;
  readonly words?: readonly string[] | undefined;
}

/** What a rule may look at beside its template. */
export interface LintContext {
  readonly options: LintOptions;
  /** The account's templates, as views. */
  readonly account: readonly TemplateView[];
  /** Templates that were linted before this one in the same call. */
  readonly earlier: readonly TemplateView[];
  /** Nobody looks at warnings: what costs time may be left out. */
  readonly errorsOnly?: boolean | undefined;
}

/** One rule of the linter. Pure. */
export interface LintRule {
  readonly id: string;
  readonly severity: LintSeverity;
  /** What must hold, as a headline. */
  readonly title: string;
  /** Why, in one or two sentences, for docs/linter.md. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /**
   * Who says no to an error: Meta at creation (then `defineTemplate` throws, and the simulator refuses it too) or Meta's
   * review, of which a linter can only guess. Absent: nobody, the message is worse for it.
   */
  readonly refusedBy?: "creation" | "review" | undefined;
  /** Meta's `error_subcode`s; without one it is code 100, "Invalid parameter". */
  readonly subcodes?: readonly number[] | undefined;
  check(view: TemplateView, context: LintContext): readonly LintIssue[];
}
