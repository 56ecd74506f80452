import type { CauseKind, Decision, PersonKey, TemplateCategory } from "../core/index.js";
import type { OutcomeQuery, SendOutcome } from "./send-outcome.js";
import type { DeliveryStatus, SendFailure, SendIntent, SendRecord } from "./types.js";

export type ClaimResult =
  | { readonly claimed: true }
  /** Somebody holds the key; `existing` is their send. */
  | { readonly claimed: false; readonly existing: SendRecord };

/** A status webhook, addressed by message id or by the ledger id that came back in `biz_opaque_callback_data`. */
export interface StatusFact {
  readonly messageId: string;
  readonly sendId?: string | undefined;
  readonly status: DeliveryStatus;
  readonly at: number;
  readonly failure?: SendFailure | undefined;
  readonly pricing?: Readonly<Record<string, unknown>> | undefined;
}

/** What to count. Refused, held and failed sends never count; claimed ones do, so that two racing sends see each other. */
export interface CountQuery {
  readonly namespace?: string | undefined;
  readonly person?: PersonKey | undefined;
  /** `"free_form"` counts sends without a category. */
  readonly category?: TemplateCategory | "free_form" | undefined;
  readonly cause?: { readonly kind: CauseKind; readonly ref: string } | undefined;
  /** Milliseconds since the epoch; sends created at or after it count. */
  readonly since: number;
  /** The send that asks does not count itself. */
  readonly exceptSendId?: string | undefined;
}

/**
 * Port: every send and what became of it. Every write is durable when its promise resolves; a claim at the latest with
 * its dispatch, because nothing leaves before.
 */
export interface LedgerStore {
  /**
   * Takes the idempotency key and writes the send as `claimed`. When a send in state `claimed` older than
   * `staleBefore` (its worker died before the wire) holds the key, it is marked `failed` and the key passes on.
   */
  claim(intent: SendIntent, options: { readonly staleBefore: number }): Promise<ClaimResult>;
  /**
   * Ends what nobody will claim again: up to `limit` of the oldest sends that are `claimed` and have not changed since
   * `before` become `failed` (`CLAIM_EXPIRED`) and their keys are free. A worker that lives after all is told `lost` by
   * `dispatch`. Returns how many.
   */
  expireClaims(query: {
    readonly before: number;
    readonly at: number;
    readonly limit: number;
  }): Promise<number>;
  /**
   * The last write before the wire: `claimed` becomes `dispatching`, only if the send is still `claimed` and the
   * consent revision of the person in the namespace still equals `consentRevision`, and, with `unlessHandedOff`, the chat
   * (person and number of the send) is not handed off; all in one transaction. `consent_changed`: decide again.
   */
  dispatch(update: {
    readonly sendId: string;
    readonly consentRevision: number;
    readonly unlessHandedOff?: boolean | undefined;
    readonly category?: TemplateCategory | undefined;
    /** The decision that lets it go: what it stood on. */
    readonly decision: Decision;
    readonly at: number;
  }): Promise<"dispatched" | "consent_changed" | "lost">;
  /** Meta accepted it. */
  accept(update: {
    readonly sendId: string;
    readonly messageId: string;
    readonly messageStatus?: string | undefined;
    readonly at: number;
  }): Promise<void>;
  /** The policy refused or held it: the key is free again, the decision stays for `explain`. */
  stop(update: { readonly sendId: string; readonly decision: Decision; readonly at: number }): Promise<void>;
  /** It did not happen (Meta said no, or the request never left): the key is free again. */
  fail(update: {
    readonly sendId: string;
    readonly failure: SendFailure;
    readonly at: number;
  }): Promise<void>;
  /** It left and nobody answered: the key stays taken. */
  doubt(update: {
    readonly sendId: string;
    readonly failure: SendFailure;
    readonly at: number;
  }): Promise<void>;
  /** Sends that left without an answer (`dispatching` or `in_doubt`) and have not changed since `before`, oldest first. */
  unsettled(query: { readonly before: number; readonly limit: number }): Promise<readonly SendRecord[]>;
  /**
   * Gives a doubt up: a send that is still `dispatching` or `in_doubt` becomes `failed` and its key is free again.
   * Returns whether it did; a status that came first wins.
   */
  expireDoubt(update: {
    readonly sendId: string;
    readonly failure: SendFailure;
    readonly at: number;
  }): Promise<boolean>;
  /**
   * Applies a status by `foldStatus`; settles `dispatching` and `in_doubt` sends that it addresses by `sendId` as
   * `accepted`. A status before its send is known by message id is kept and applied at `accept`.
   * Returns the send, or undefined when it is not ours.
   */
  applyStatus(fact: StatusFact): Promise<SendRecord | undefined>;
  get(sendId: string): Promise<SendRecord | undefined>;
  getByMessageId(messageId: string): Promise<SendRecord | undefined>;
  /** Newest first. */
  list(query: {
    readonly person?: PersonKey | undefined;
    readonly limit: number;
  }): Promise<readonly SendRecord[]>;
  /**
   * Sends created from `since` (inclusive) to `until` (exclusive), oldest first, in pages: `after` is the last send of
   * the page before.
   */
  page(query: {
    readonly since: number;
    readonly until: number;
    readonly after?: Pick<SendRecord, "id" | "createdAt"> | undefined;
    readonly limit: number;
  }): Promise<readonly SendRecord[]>;
  /**
   * Deletes up to `limit` of the oldest sends: refused, held and failed ones created before `stoppedBefore`, all others
   * created before `sentBefore`. Returns how many went.
   */
  prune(query: {
    readonly stoppedBefore: number;
    readonly sentBefore: number;
    readonly limit: number;
  }): Promise<number>;
  /** What became of sends that were tried (not refused, not held), newest first. */
  outcomes(query: OutcomeQuery): Promise<readonly SendOutcome[]>;
  count(query: CountQuery): Promise<number>;
  /** Distinct other persons that sends with this cause went to (or are claimed for). */
  countPersons(query: {
    readonly cause: { readonly kind: CauseKind; readonly ref: string };
    readonly namespace?: string | undefined;
    readonly since: number;
    readonly exceptPerson: PersonKey;
  }): Promise<number>;
}
