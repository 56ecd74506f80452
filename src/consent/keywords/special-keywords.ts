/** Nobody may own these as answers to a prompt: they stop messages always (compliance 4.1). Folded. */
export const RESERVED_KEYWORDS: ReadonlySet<string> = new Set(["stop", "stopall", "stop all", "unsubscribe"]);

/** They stop order updates too, not only marketing (compliance 4.6). Folded. */
export const ALL_SCOPES_KEYWORDS: ReadonlySet<string> = new Set([
  "stopall",
  "stop all",
  "optout all",
  "opt out all",
  "unsubscribe all",
]);

/** Words that the US regulator names as opting out; ambiguous elsewhere (FCC 2025, compliance 4.1). Folded. */
export const FCC_KEYWORDS: ReadonlySet<string> = new Set(["cancel", "end", "quit"]);

/**
 * Short T1 words with another meaning elsewhere (`baja` names steel in Indonesian), so they need their own language
 * to be relevant (compliance 4.3 step 10). Folded word to languages.
 */
export const LANGUAGE_BOUND_KEYWORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["baja", ["es"]],
  ["ret", ["tr"]],
  ["td", ["zh-Hans", "zh-Hant"]],
]);

/**
 * Opt-in words that also mean "go on": they grant only when our last message offered them (compliance 4.3 step 11).
 * The specification names the first eight; the rest is the same word in the other languages, held to the same rule
 * because a grant nobody meant is worse than a grant that asks again. Spelled as in the lists.
 */
export const CONTINUE_KEYWORDS: ReadonlySet<string> = new Set([
  ...["devam", "lanjutkan", "endelea", "tiep tuc", "恢复", "恢復", "再開", "resume"],
  ...["reanudar", "retomar", "reprendre", "fortsetzen", "riprendi", "hervatten", "hervat", "sambung semula"],
  ...["தொடரவும்", "بحال کریں", "استيناف", "חידוש", "재개", "возобновить", "відновити", "wznow"],
]);
