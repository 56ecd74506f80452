import type { ConsentHealth } from "./consent-health.js";
import type { RecipientInput } from "../core/index.js";
import type { ChainHead, ChainReport } from "./chain/index.js";
import type {
  ConfirmInput,
  DenyInput,
  GrantInput,
  HoldInput,
  InvalidateInput,
  MoveInput,
  ReleaseInput,
  RequestInput,
  SuppressInput,
  UnsuppressInput,
  WithdrawInput,
} from "./consent-inputs.js";
import type { ConsentReceipt } from "./consent-receipt.js";
import type { ConsentHistoryEntry, ConsentStatus } from "./consent-status.js";
import type { AppendResult } from "./consent-store.js";
import type { DoubleOptIn } from "./double-opt-in.js";
import type { EraseOptions, EraseResult } from "./erasure/index.js";
import type { EventFacts } from "./event-facts.js";
import type { KantaraReceipt, ReceiptController } from "./kantara-receipt.js";
import type { SubjectAccess } from "./subject-access.js";
import type { ExportOptions, ImportOptions, ImportReport, ImportSource } from "./transfer/index.js";
import type { Scope } from "./types.js";

/** What became of one event. */
export interface EventResult {
  readonly eventId: string;
  /** False when this act was stored before (same key or WhatsApp message): nothing changed. */
  readonly accepted: boolean;
  /** Where the person stands after it. */
  readonly view: ConsentStatus;
}

/** What an opt-in became. */
export interface GrantResult extends EventResult {
  /** True when every scope asked for stands as granted now. */
  readonly effective: boolean;
  /** Why it is stored and does not count. */
  readonly why?: string | undefined;
}

/** Reading one person of one brand. */
export interface ReadOptions {
  /** Brand. Default: the client's. */
  readonly namespace?: string | undefined;
}

/** Which receipt, and who answers for the data. */
export interface KantaraOptions extends ReadOptions {
  readonly format: "kantara-1.1";
  readonly controller: ReceiptController;
  /** Whose law, where no event says it: ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
}

/**
 * The opt-in registry: append-only events with their evidence; the view is folded from them. Every method checks its
 * input before anything is written, and resolves once the event is durable.
 *
 * All methods throw ValidationError `INVALID_CONSENT`, `INVALID_RECIPIENT` or `INVALID_PHONE_NUMBER` for bad input,
 * RefusedError `MULTIPLE_RECIPIENTS` for several people (guard G1), and StoreError.
 */
export interface ConsentRegistry {
  /**
   * Stores an opt-in. It may be stored and not count (`effective: false`, with `why`): an opt-out of the person stands
   * that only a later act of their own lifts, or they are suppressed.
   *
   * @throws ValidationError `EVIDENCE_MISSING` naming each missing field.
   */
  grant(input: GrantInput): Promise<GrantResult>;
  /** Stores an opt-out, however the person asked: by phone, mail, in the shop. Counts for the next send, also for those that wait already. */
  withdraw(input: WithdrawInput): Promise<EventResult>;
  /** Stores that a double opt-in question was asked. After an opt-out it changes nothing, unless the person themselves asked. */
  request(input: RequestInput): Promise<EventResult>;
  /**
   * Stores the "yes" to that question; without an earlier request or opt-in it is history only. Default actor as for `grant`.
   *
   * @throws ValidationError `EVIDENCE_MISSING` naming each missing field.
   */
  confirm(input: ConfirmInput): Promise<GrantResult>;
  /**
   * Stores that a consent was given anew before it ran out (every 24 months at the latest). Needs the evidence of an
   * opt-in. It lifts no opt-out that the person themselves would have to lift.
   *
   * @throws ValidationError `EVIDENCE_MISSING` naming each missing field.
   */
  reconfirm(input: GrantInput): Promise<GrantResult>;
  /** Stores the "no" to that question. */
  deny(input: DenyInput): Promise<EventResult>;
  /** Marketing waits 72 hours for the person's answer; silence withdraws it (keyword tier T2). */
  hold(input: HoldInput): Promise<EventResult>;
  /** The person did not mean to stop: marketing goes on. */
  release(input: ReleaseInput): Promise<EventResult>;
  /** Blocks a person whatever they agreed to: an objection, a complaint, a register, a reassigned number. */
  suppress(input: SuppressInput): Promise<EventResult>;
  /** Takes suppressions back (never an erasure). Opt-outs stay. */
  unsuppress(input: UnsuppressInput): Promise<EventResult>;
  /** Voids consent that should not have counted. Nobody is opted out by it: a new opt-in by anybody counts again. */
  invalidate(input: InvalidateInput): Promise<EventResult>;
  /**
   * A person changed their number: opt-outs and suppressions follow them in every brand, and so does consent to anything
   * but marketing, which has to be agreed to anew. Under the old number all consent is void. Meta's own notice of it does
   * this by itself.
   *
   * @returns how many events were stored.
   */
  move(input: MoveInput): Promise<number>;
  /** Where a double opt-in question stands: may it be asked, is its one reminder due? Sends nothing. Default scope marketing. */
  doubleOptIn(
    user: RecipientInput,
    options?: ReadOptions & { readonly scopes?: readonly Scope[] | undefined },
  ): Promise<DoubleOptIn>;
  get(user: RecipientInput, options?: ReadOptions): Promise<ConsentStatus>;
  /** All events of the person, oldest first. */
  history(user: RecipientInput, options?: ReadOptions): Promise<readonly ConsentHistoryEntry[]>;
  /** What to hand to the person, or to who asks for proof: a record shaped after ISO/IEC TS 27560, as plain JSON. */
  receipt(
    user: RecipientInput,
    options?: ReadOptions & { readonly format?: "iso-27560" | undefined },
  ): Promise<ConsentReceipt>;
  /** The same as a Kantara receipt v1.1 of what is granted; undefined when nothing is. */
  receipt(user: RecipientInput, options: KantaraOptions): Promise<KantaraReceipt | undefined>;
  /** Everything the registry holds about a person, for the person themselves (GDPR 15 and 20), as plain JSON. */
  subjectAccess(user: RecipientInput): Promise<SubjectAccess>;
  /**
   * Erases a person in every brand (GDPR 17): their events, evidence, aliases and windows, and what names them in the
   * ledger. A keyed mark stays, so that no import and no operator brings them back: only a later opt-in of their own.
   * What your application keeps about them elsewhere is yours to erase.
   *
   * @throws StoreError `ERASURE_KEY_MISSING` when the store was given no `erasureKeys`.
   */
  erase(user: RecipientInput, options?: EraseOptions): Promise<EraseResult>;
  /**
   * Checks the hash chain over all events of the store, and names the first broken link. Keep `head` of a report outside
   * the store and give it to the next call: then a chain that was cut off or written anew shows, too.
   */
  verify(kept?: ChainHead): Promise<ChainReport>;
  /**
   * Reads opt-ins and opt-outs from CSV or JSON Lines as they stream in. An imported grant is `unverified` (marketing
   * needs more), never lifts an opt-out and never brings back an erased person; a row is stored once, however often it is
   * read; a run that was killed goes on where it was. Bad rows are reported by line and do not stop the rest.
   *
   * @throws ValidationError `INVALID_CONSENT` for options, a header or a batch id that cannot be used.
   */
  import(source: ImportSource, options: ImportOptions): Promise<ImportReport>;
  /**
   * How sound the consent of a brand is: how much of it is unverified, how old its evidence is, how people ended it. Looks at
   * everybody, which takes minutes for millions; names nobody.
   */
  health(options?: ReadOptions): Promise<ConsentHealth>;
  /** The registry as lines of text, for `Readable.from` and a file. Holds whole numbers: protect it. */
  export(options: ExportOptions): AsyncGenerator<string>;
}

/** The registry as the client uses it. */
export interface InternalConsentRegistry extends ConsentRegistry {
  /**
   * Stores an act that a webhook told. Meta's clock is not ours: an act from the future counts as of now, and one
   * without a readable time too when it ends or holds consent, so that no opt-out is turned away or sorted before
   * the opt-in that it ends.
   */
  record(facts: EventFacts): Promise<AppendResult & { readonly eventId: string }>;
}
