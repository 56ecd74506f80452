import type { LintSeverity } from "./lint-finding.js";
import type { StoredTemplate } from "./stored-template.js";

/** What the linter may know beside the template. Rules that need what is not given say nothing. */
export interface LintOptions {
  readonly business?:
    | {
        /** Names that people know the business by (M02). */
        readonly names?: readonly string[] | undefined;
        /** Domains that links should lead to, without `www.`; their subdomains count too (L23). */
        readonly domains?: readonly string[] | undefined;
      }
    | undefined;
  /** Countries of the people who get it, ISO 3166 (M03). Default: what the language tells. */
  readonly countries?: readonly string[] | undefined;
  readonly account?: LintAccount | undefined;
  /** Milliseconds since the epoch: what the times of `account` are measured against. Without it they do not count. */
  readonly now?: number | undefined;
  /** Another reading of the language of a text (ISO 639-1), instead of the built-in one; undefined: not sure (L21). */
  readonly detectLanguage?: ((text: string) => string | undefined) | undefined;
  /** Another severity for a rule, or none. Errors that Meta would raise at creation stay errors of `defineTemplate`. */
  readonly rules?: Readonly<Record<string, LintSeverity | "off">> | undefined;
}

/** What is known of the WhatsApp Business Account. */
export interface LintAccount {
  /** Its templates as Graph lists them or as the registry keeps them (L04, L05, M07). */
  readonly templates?: readonly StoredTemplate[] | undefined;
  /** Most templates it may have: 250, or 6,000 when the business is verified and a display name approved (L04). */
  readonly templateLimit?: number | undefined;
  /** Templates deleted lately (L02). */
  readonly deleted?: readonly { readonly name: string; readonly at: number }[] | undefined;
  /** Times of creations (L03). */
  readonly created?: readonly number[] | undefined;
  /** Edits of approved templates (L05). */
  readonly edited?:
    readonly { readonly name: string; readonly language: string; readonly at: number }[] | undefined;
}
