import { classifyKeyword } from "./classify-keyword.js";
import type { KeywordInput } from "./keyword-input.js";
import type { InCaptionMatch, NoMatch } from "./keyword-match.js";
import type { KeywordOptions } from "./keyword-options.js";

/**
 * What stands under a picture says nothing certain about consent ("stop" under a road sign): whatever it would mean as a
 * text, it is at most told to a person. Pure. Source: compliance 4.3 step 1, vectors of 4.5.
 */
export function classifyCaption(
  input: Omit<KeywordInput, "source" | "payload">,
  options: KeywordOptions = {},
): InCaptionMatch | NoMatch {
  const match = classifyKeyword({ ...input, source: "text" }, options);
  if (match.kind !== "opt_out" && match.kind !== "opt_out_suspected") return { kind: "none" };
  const { keyword, language, normalised } = match;
  return { kind: "in_caption", keyword, language, normalised };
}
