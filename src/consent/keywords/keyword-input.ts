import type { KeywordSource } from "./keyword-source.js";

/** A question of ours that still waits for its answer. */
export interface OpenPrompt {
  /** The answers it listed ("reply CANCEL to cancel the appointment"); they are its own, not opt-outs. */
  readonly ownedWords: readonly string[];
  /** It asked "do you want messages from us?": then a yes confirms and a no denies. */
  readonly isDoubleOptIn?: boolean | undefined;
}

/** One inbound message and what its meaning depends on. Source: compliance 4.1 and 4.3. */
export interface KeywordInput {
  readonly source: KeywordSource;
  /** Body of a text, text of a button, title of an interactive reply. */
  readonly text?: string | undefined;
  /** Payload of a button, id of an interactive reply. */
  readonly payload?: string | undefined;
  /** A forwarded message speaks for somebody else. */
  readonly forwarded?: boolean | undefined;
  /** BCP 47 or Meta tags: locale of the person, language of the last template. `en` and the country's are added. */
  readonly languages?: readonly string[] | undefined;
  /** ISO 3166 alpha-2 country of the person, where known. */
  readonly country?: string | undefined;
  /** Country calling code of the number, digits: `1`, `44`. */
  readonly callingCode?: string | undefined;
  readonly prompt?: OpenPrompt | undefined;
  /** Words that the last marketing message (30 days) named as the way out. */
  readonly advertisedWords?: readonly string[] | undefined;
  /** The person is withdrawn, denied, pending or unknown: only then opt-in words act. */
  readonly optedOut?: boolean | undefined;
  /** Our last message was the opt-out confirmation or named the word: then `resume` and its like act too. */
  readonly lastOutboundOffersOptIn?: boolean | undefined;
}
