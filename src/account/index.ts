/** What Meta's enforcement says of a business account, and what that means for a send. */
export { templateSubject } from "./account-fact.js";
export type { AccountFact, AccountStore, AccountTopic } from "./account-fact.js";
export {
  accountStanding,
  breakerOf,
  GOOD_STANDING,
  inForce,
  numberQuality,
  peopleOf,
} from "./account-standing.js";
export type { AccountStanding, Breaker, NumberQuality } from "./account-standing.js";
export { factsOfError } from "./facts-of-error.js";
export type { SendErrorSubject } from "./facts-of-error.js";
export { factsOfEvent, limitDetail } from "./facts-of-event.js";
