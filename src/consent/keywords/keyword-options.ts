/** Words by language tag, as a person would write them. */
export type KeywordsByLanguage = Readonly<Record<string, readonly string[]>>;

/**
 * What a business may change about the engine. Build the object once and pass the same one: the words of
 * `extraOptOut` and `removeOptOut` are folded once per object.
 */
export interface KeywordOptions {
  /** Payloads and reply ids that opt out, case ignored; default {@link DEFAULT_OPT_OUT_PAYLOADS}. */
  readonly optOutPayloads?: readonly string[] | undefined;
  /** Payloads and reply ids that opt in, case ignored; default {@link DEFAULT_OPT_IN_PAYLOADS}. */
  readonly optInPayloads?: readonly string[] | undefined;
  /** More words that opt out at once (tier T1). */
  readonly extraOptOut?: KeywordsByLanguage | undefined;
  /** Words of tier T1 or T2 that shall mean nothing in that language; the reserved words stay. */
  readonly removeOptOut?: KeywordsByLanguage | undefined;
  /** Whether a misspelt keyword counts as ambiguous; default true. Strict mode sets false. */
  readonly fuzzy?: boolean | undefined;
}
