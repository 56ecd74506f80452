const DOCS = "https://github.com/waypost-sdk/waypost/blob/main/docs/linter.md";

/** Link to the paragraph of `docs/linter.md` that explains a rule. */
export function lintDocsUrl(rule: string): string {
  return `${DOCS}#${rule.toLowerCase()}`;
}
