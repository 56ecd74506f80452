/** Which evidence a match rests on; stored with the consent event (compliance 4.3 step 14). */
export type KeywordMethod = "payload" | "exact" | "phrase" | "misspelling" | "edit_distance";

interface Found {
  /** The entry of the list that matched, as it is written there; for a phrase, the words of the message. */
  readonly keyword: string;
  /** Language of that entry; absent for payloads and for words the lists do not know. */
  readonly language?: string | undefined;
  /** The message as it was compared. */
  readonly normalised: string;
}

/**
 * Withdraw at once. `scopeHint` is `all` only when the words say so (`stop all`); a wider default for US and Canadian
 * numbers is the caller's `keywordScope`. Tier `T3` occurs here on +1 numbers alone.
 */
export interface OptOutMatch extends Found {
  readonly kind: "opt_out";
  readonly tier: "payload" | "T1" | "advertised" | "T3";
  readonly scopeHint: "marketing" | "all";
  readonly method: KeywordMethod;
}

/** May mean stop: hold marketing and ask. Never a withdrawal by itself. */
export interface SuspectedOptOutMatch extends Found {
  readonly kind: "opt_out_suspected";
  readonly tier: "T2" | "T3" | "fuzzy";
  readonly method: KeywordMethod;
}

/** The person asks for messages again; it grants what the message that offered it named, no more. */
export interface OptInMatch extends Found {
  readonly kind: "opt_in";
  readonly method: KeywordMethod;
}

/** A yes to our double opt-in prompt. */
export interface ConfirmMatch extends Found {
  readonly kind: "confirm";
  readonly method: KeywordMethod;
}

/** A no to our double opt-in prompt. */
export interface DenyMatch extends Found {
  readonly kind: "deny";
  readonly method: KeywordMethod;
}

/** The answer to a prompt or the title of a pressed button: for the bot, not for consent. */
export interface OwnedMatch extends Found {
  readonly kind: "owned";
}

/** A strong word with a number behind it (`STOP 12345`): somebody's reference, reported and not acted upon. */
export interface WithArgumentMatch extends Found {
  readonly kind: "with_argument";
  readonly argument: string;
}

/** A stop word under a picture, a video or a document: reported and not acted upon. */
export interface InCaptionMatch extends Found {
  readonly kind: "in_caption";
}

/** An ordinary message. */
export interface NoMatch {
  readonly kind: "none";
}

/** What one inbound message says about consent. Source: compliance 4.1. */
export type KeywordMatch =
  | OptOutMatch
  | SuspectedOptOutMatch
  | OptInMatch
  | ConfirmMatch
  | DenyMatch
  | OwnedMatch
  | WithArgumentMatch
  | InCaptionMatch
  | NoMatch;
