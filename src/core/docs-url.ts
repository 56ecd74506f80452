const DOCS = "https://github.com/waypost-sdk/waypost/blob/main/docs/errors.md";

/**
 * Link to the paragraph of `docs/errors.md` that explains a code.
 * A documentation test checks that every code has its heading there.
 */
export function docsUrl(code: string): string {
  return `${DOCS}#${code.toLowerCase()}`;
}
