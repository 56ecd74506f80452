import type { ConsentAnswer } from "./inbound-consent.js";

/** How far a stop word reaches that does not say so itself. */
export type KeywordScope =
  /** Everything for people in the United States and Canada, marketing elsewhere. */
  "by_country" | "marketing" | "all";

/**
 * Widens a stop word to everything where one opt-out is read as one from all messages: by default in the United States
 * and Canada. What says itself what it stops (a button, `STOP ALL`) stays as it is. Pure. Source: compliance 2.2 (US
 * revoke-all) and 4.1.
 *
 * @param country ISO 3166-1 alpha-2; a `+1` number that tells none counts as one of the United States.
 */
export function withKeywordScope<Answer extends ConsentAnswer>(
  answer: Answer,
  place: { readonly country?: string | undefined; readonly callingCode?: string | undefined },
  scope: KeywordScope = "by_country",
): Answer {
  if (answer.kind !== "opt_out" || answer.tier === "payload" || scope === "marketing") return answer;
  const country = place.country ?? (place.callingCode === "1" ? "US" : undefined);
  const all = scope === "all" || country === "US" || country === "CA";
  return all ? { ...answer, scopeHint: "all" } : answer;
}
