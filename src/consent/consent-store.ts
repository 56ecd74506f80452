import type { PersonKey } from "../core/index.js";
import type { ChainEntry } from "./chain/index.js";
import type { ConsentEvent, ConsentView } from "./types.js";

/** What became of an event in the store. */
export interface AppendResult {
  /** False when an event with this id was stored before, or the person was erased: nothing changed. */
  readonly accepted: boolean;
  /** `"erased"`: only an opt-in of their own brings an erased person back. */
  readonly refused?: "erased" | undefined;
  readonly view: ConsentView;
}

/** As `AppendResult`; the view only where the person had events before: for a first one it is told by the event itself. */
export type AppendOutcome = Omit<AppendResult, "view"> & { readonly view?: ConsentView | undefined };

/** How far an import came: written in the transaction of the batch that it speaks of. */
export interface ImportCheckpoint {
  /** Brand and batch. */
  readonly importId: string;
  /** Tells one file from another. */
  readonly fingerprint: string;
  /** Rows read so far, good and bad. */
  readonly rows: number;
  /** Counts of the report so far. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Port: where consent events live. Every write is durable when its promise resolves.
 *
 * `append` stores the event, folds all events of the person (all linked aliases) with `foldConsent` and raises the
 * revision, in one transaction. An event is known by its id, person and namespace. Each accepted event is sealed onto
 * one chain (`sealEvent`): positions from 1 without a gap, in the order of the commits. For an erased person `admits`
 * decides.
 */
export interface ConsentStore {
  append(event: ConsentEvent): Promise<AppendResult>;
  /** Stores all of them, and the checkpoint, in one transaction. One outcome for each event, in order. */
  appendMany(
    events: readonly ConsentEvent[],
    checkpoint?: (outcomes: readonly AppendOutcome[]) => ImportCheckpoint,
  ): Promise<readonly AppendOutcome[]>;
  checkpoint(importId: string): Promise<ImportCheckpoint | undefined>;
  /** The folded view; an unknown person has revision 0 and no scopes. `person` may be any alias. */
  view(person: PersonKey, namespace: string): Promise<ConsentView>;
  /** All events of the person in this namespace, oldest `recordedAt` first. `person` may be any alias. */
  history(person: PersonKey, namespace: string): Promise<readonly ConsentEvent[]>;
  /** Canonical keys of people with events, ascending, after a key (`""`: from the start). */
  people(after: PersonKey, limit: number): Promise<readonly PersonKey[]>;
  /** Namespaces in which the person has events, without `"*"`. */
  namespaces(person: PersonKey): Promise<readonly string[]>;
  /** The chain after a position, in order. */
  chain(after: number, limit: number): Promise<readonly ChainEntry[]>;
  /**
   * Takes the texts of opt-outs (`canForgetText`, `withoutText`) out of events recorded before an ISO instant, oldest first
   * and at most `limit`. Returns how many.
   */
  forgetTexts(before: string, limit: number): Promise<number>;
  /**
   * Erases a person in one transaction: their aliases become marks (`ErasureKeys.mark`), their events become digests,
   * their key becomes `erasedKey(event.id)` everywhere (a person who was erased before keeps theirs), windows and what
   * else names them goes. Then `event` is appended with that key as its subject and the positions as `erases`.
   *
   * @returns how many events were taken away.
   * @throws StoreError `ERASURE_KEY_MISSING` when the store has no key.
   */
  erase(person: PersonKey, event: Omit<ConsentEvent, "subject" | "erases">): Promise<number>;
}

/**
 * Port: which phone numbers and user ids are one person. `link` is transitive and never undone; it merges consent
 * views (refold, revision above both) and windows (the later one) of the two in one transaction.
 */
export interface IdentityStore {
  /** Canonical key of the person behind an alias; an alias never linked is its own person. An erased alias is found by its mark. */
  resolve(alias: PersonKey): Promise<PersonKey>;
  /** Every alias of the person, the canonical one first; of an erased person only what came after. */
  aliases(alias: PersonKey): Promise<readonly PersonKey[]>;
  /** Records that the aliases are one person. Returns the canonical key: that of the alias known first. */
  link(aliases: readonly PersonKey[]): Promise<PersonKey>;
}
