import type { ConsentAnswer } from "../consent/index.js";
import type { PhoneNumber } from "../core/index.js";

/** The answers that a bot waits for from one person: a phone number (masked when printed) or a business-scoped user id. */
export type AwaitedAnswers = (user: PhoneNumber | string) => readonly string[] | Promise<readonly string[]>;

/** One message that was read for what it says about consent. Source: compliance 4.1, 4.3 step 14. */
export interface KeywordReport {
  readonly user: PhoneNumber | string;
  readonly messageId: string;
  /** What was found: `opt_out_suspected` (an ambiguous word, a sentence, a slip), `with_argument` and `in_caption` are for a person to look at. */
  readonly match: Exclude<ConsentAnswer, { readonly kind: "none" | "owned" }>;
  /** The stored event; absent when nothing was stored: a word with a reference behind it or under a picture, or a message that came a day late. */
  readonly eventId?: string | undefined;
}
