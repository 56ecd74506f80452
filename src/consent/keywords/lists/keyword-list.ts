/**
 * The words of one language, each tier one comma-separated line so that a native reader sees it at a glance.
 * Words are split and folded on first use, with the function that folds messages (compliance 4.3 step 7).
 */
export interface KeywordList {
  /** Hardly means anything but "stop writing to me": withdraws at once, whatever language the person is known by. */
  readonly t1: string;
  /** Also answers a bot or speaks of an order: never withdraws alone, and counts only in a relevant language. */
  readonly t2: string;
  /** Asks for messages; acts only on a person who gets none. */
  readonly optIn: string;
  /** Agrees, and only to our own double opt-in prompt. */
  readonly yes: string;
  /** The plain "no" among `t2`: it belongs to any prompt that is open. */
  readonly no: string;
}
