import type { Json } from "../json.js";

/** A template as it is submitted. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  /** Upper case. */
  readonly category: string;
  /** Upper case. */
  readonly subCategory?: string | undefined;
  readonly parameterFormat: "NAMED" | "POSITIONAL";
  readonly ttlSeconds?: unknown;
  readonly components: readonly Json[];
}
