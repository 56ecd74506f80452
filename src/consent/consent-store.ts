import type { PersonKey } from "../core/index.js";
import type { ConsentEvent, ConsentView } from "./types.js";

export interface AppendResult {
  /** False when an event with this id was stored before: nothing changed. */
  readonly accepted: boolean;
  readonly view: ConsentView;
}

/**
 * Port: where consent events live. Every write is durable when its promise resolves.
 *
 * `append` stores the event, folds all events of the person (all linked aliases) with `foldConsent` and raises the
 * revision, in one transaction.
 */
export interface ConsentStore {
  append(event: ConsentEvent): Promise<AppendResult>;
  /** The folded view; an unknown person has revision 0 and no scopes. `person` may be any alias. */
  view(person: PersonKey, namespace: string): Promise<ConsentView>;
  /** All events of the person in this namespace, oldest `recordedAt` first. `person` may be any alias. */
  history(person: PersonKey, namespace: string): Promise<readonly ConsentEvent[]>;
}

/**
 * Port: which phone numbers and user ids are one person. `link` is transitive and never undone; it merges consent
 * views (refold, revision above both) and windows (the later one) of the two in one transaction.
 */
export interface IdentityStore {
  /** Canonical key of the person behind an alias; an alias never linked is its own person. */
  resolve(alias: PersonKey): Promise<PersonKey>;
  /** Every alias of the person, the canonical one first. */
  aliases(alias: PersonKey): Promise<readonly PersonKey[]>;
  /** Records that the aliases are one person. Returns the canonical key: that of the alias known first. */
  link(aliases: readonly PersonKey[]): Promise<PersonKey>;
}
