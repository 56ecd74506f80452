/** The kinds of inbound message that can carry a keyword (compliance 4.3 step 1). */
export const KEYWORD_SOURCES = ["text", "button", "interactive"] as const;

/** Where a keyword was written or pressed. */
export type KeywordSource = (typeof KEYWORD_SOURCES)[number];

/**
 * Whether a message type may be read for keywords at all. A picture with the caption "stop", a sticker, a reaction or
 * an edit says nothing certain, so nothing of it reaches {@link classifyKeyword}. Source: compliance 4.3 step 1.
 */
export function isKeywordSource(messageType: string): messageType is KeywordSource {
  return KEYWORD_SOURCES.some((source) => source === messageType);
}
