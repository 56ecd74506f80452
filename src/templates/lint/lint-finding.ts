/** An error is what Meta refuses, at creation or in its review; a warning is what costs the category, quality or trust. */
export type LintSeverity = "error" | "warning";

/** One thing that a rule says of one template. */
export interface LintFinding {
  /** Id of the rule: `L15`, `C01`, `M04`. */
  readonly rule: string;
  readonly severity: LintSeverity;
  /** What is wrong, in one sentence. Texts of templates are no personal data: words of them may stand here. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Paragraph of the rule in docs/linter.md. */
  readonly docsUrl: string;
  /** Where: `body`, `header.text`, `buttons[0].url`, `cards[1].body`. */
  readonly field?: string | undefined;
  /** Words of the template that decided. */
  readonly words?: readonly string[] | undefined;
  readonly template: { readonly name: string; readonly language: string };
}
