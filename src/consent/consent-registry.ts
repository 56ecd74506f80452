import { type Clock, MINUTE, type Random, type Recipient, type RecipientInput } from "../core/index.js";
import { parseRecipient, recipientOfKey } from "../core/recipients.js";
import { buildEvent } from "./build-event.js";
import { type ChainHead, type ChainReport, sha256, verifyChain } from "./chain/index.js";
import { invalidConsent } from "./check-facts.js";
import type {
  ConfirmInput,
  ConsentSubject,
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
import { type ConsentReceipt, consentReceipt } from "./consent-receipt.js";
import { type DoubleOptIn, doubleOptIn } from "./double-opt-in.js";
import { type KantaraReceipt, kantaraReceipt, type ReceiptController } from "./kantara-receipt.js";
import { movedPerson } from "./moved-person.js";
import type { SubjectAccess } from "./subject-access.js";
import { type ConsentHistoryEntry, type ConsentStatus, consentStatus } from "./consent-status.js";
import type { AppendResult, ConsentStore, IdentityStore } from "./consent-store.js";
import { type EraseOptions, type EraseResult, erasureEvent, isErasedKey } from "./erasure/index.js";
import type { EventFacts } from "./event-facts.js";
import { readChain } from "./read-chain.js";
import { scopeStateAt, suppressionAt } from "./scope-state.js";
import type { ConsentAction, ConsentEvent, ConsentView, Scope } from "./types.js";
import {
  exportConsent,
  type ExportOptions,
  importConsent,
  type ImportOptions,
  type ImportReport,
  type ImportSource,
} from "./transfer/index.js";
import { defaultActor } from "./user-originated.js";

/** What became of one event. */
export interface EventResult {
  readonly eventId: string;
  /** False when this act was stored before (same key or WhatsApp message): nothing changed. */
  readonly accepted: boolean;
  /** Where the person stands after it. */
  readonly view: ConsentStatus;
}

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

const MARKETING: readonly Scope[] = ["marketing"];
const SKEW_MS = 5 * MINUTE;
const RESTRICTS: readonly ConsentAction[] = ["withdraw", "deny", "hold", "suppress", "erase", "invalidate"];

/** Builds the registry on the stores. `country` (ISO 3166-1 alpha-2) is that of the business, for numbers that tell none. */
export function createConsentRegistry(options: {
  readonly store: { init(): Promise<void>; readonly consent: ConsentStore; readonly identity: IdentityStore };
  readonly clock: Clock;
  readonly random: Random;
  readonly namespace: string;
  readonly businessName: string;
  readonly country?: string | undefined;
}): InternalConsentRegistry {
  const { store, clock, random, businessName } = options;

  const build = (facts: EventFacts): ConsentEvent =>
    buildEvent(facts, clock, random, { country: options.country });

  const append = async (facts: EventFacts): Promise<AppendResult & { readonly eventId: string }> => {
    const event = build(facts);
    await store.init();
    return { ...(await store.consent.append(event)), eventId: event.id };
  };

  /** Stores one act of one person, and shows where they stand after it. */
  const act = async (
    input: ConsentSubject,
    facts: Omit<EventFacts, "subject" | "namespace">,
  ): Promise<{ readonly result: EventResult; readonly view: ConsentView }> => {
    const recipient = parseRecipient(input.user);
    const namespace = input.namespace ?? options.namespace;
    const { accepted, eventId, view } = await append({ ...facts, subject: recipient.key, namespace });
    return { result: { eventId, accepted, view: consentStatus(recipient, view, () => clock.now()) }, view };
  };

  const give = async (action: "grant" | "confirm" | "reconfirm", input: GrantInput): Promise<GrantResult> => {
    const { result, view } = await act(input, {
      ...given(input),
      action,
      actor: input.actor ?? defaultActor(input.method, input.evidence),
      evidence: withBusinessName(input.evidence, businessName),
    });
    const why = whyNot(view, input.scopes, clock.now());
    return { ...result, effective: why === undefined, ...(why === undefined ? {} : { why }) };
  };

  const end = async (action: "withdraw" | "deny", input: WithdrawInput): Promise<EventResult> => {
    const { scopes = "all", method = "verbal" } = given(input);
    const actor = input.actor ?? defaultActor(method, input.evidence);
    return (await act(input, { ...input, scopes, method, action, actor })).result;
  };

  const question = async (action: "hold" | "release", input: HoldInput): Promise<EventResult> => {
    const { method = "verbal" } = given(input);
    const actor = defaultActor(method, input.evidence);
    return (await act(input, { ...input, action, scopes: ["marketing"], method, actor })).result;
  };

  const operator = async (
    input: SuppressInput | UnsuppressInput | InvalidateInput,
    facts: Pick<EventFacts, "action" | "suppression" | "occurredAt" | "expiresAt" | "key"> &
      Partial<Pick<EventFacts, "scopes">>,
  ): Promise<EventResult> => {
    const { reason } = given(input);
    // An operator's word against a person's: the audit must know why.
    if (typeof reason !== "string" || reason.trim() === "")
      throw invalidConsent([{ field: "reason", problem: "say why" }]);
    return (await act(input, { scopes: "all", ...facts, method: "api", actor: { kind: "operator" }, reason }))
      .result;
  };

  const read = async (
    user: RecipientInput,
    { namespace = options.namespace }: ReadOptions = {},
  ): Promise<{ recipient: Recipient; view: ConsentView }> => {
    const recipient = parseRecipient(user);
    await store.init();
    return { recipient, view: await store.consent.view(recipient.key, namespace) };
  };

  const history = async (
    user: RecipientInput,
    readOptions?: ReadOptions,
  ): Promise<readonly ConsentHistoryEntry[]> => {
    const { recipient, view } = await read(user, readOptions);
    const events = await store.consent.history(recipient.key, view.namespace);
    return events.map(({ subject: _subject, ...event }) => event);
  };

  const isoReceipt = async (user: RecipientInput, readOptions?: ReadOptions): Promise<ConsentReceipt> => {
    const { recipient, view } = await read(user, readOptions);
    const status = consentStatus(recipient, view, () => clock.now());
    return consentReceipt({
      status,
      history: await history(user, readOptions),
      businessName,
      now: clock.now(),
    });
  };

  return {
    record: (facts) => append({ ...facts, occurredAt: platformInstant(facts, clock.now()) }),
    grant: (input) => give("grant", input),
    confirm: (input) => give("confirm", input),
    reconfirm: (input) => give("reconfirm", input),
    withdraw: (input) => end("withdraw", input),
    deny: async (input) => {
      // Which question was answered with "no" is not for us to guess.
      if (given(input).scopes === undefined)
        throw invalidConsent([{ field: "scopes", problem: "name what they said no to" }]);
      return end("deny", input);
    },
    request: async (input) => {
      const { method = "api" } = given(input);
      const actor = input.actor ?? defaultActor(method, input.evidence);
      return (await act(input, { ...input, method, action: "request", actor })).result;
    },
    hold: (input) => question("hold", input),
    release: (input) => question("release", input),
    suppress: async (input) => {
      const { kind, occurredAt, until } = given(input);
      if ((kind as string) === "erased")
        throw invalidConsent([{ field: "kind", problem: "an erasure is no suppression of an operator" }]);
      return operator(input, { action: "suppress", suppression: kind, occurredAt, expiresAt: until });
    },
    unsuppress: async (input) => operator(input, { action: "unsuppress", suppression: given(input).kind }),
    invalidate: async (input) => {
      const { scopes = "all", occurredAt, key } = given(input);
      return operator(input, { action: "invalidate", scopes, occurredAt, key });
    },
    move: async ({ from, to, occurredAt = clock.now() }) => {
      const [old, fresh] = [parseRecipient(from), parseRecipient(to)];
      await store.init();
      const [before, after] = await Promise.all([
        store.identity.resolve(old.key),
        store.identity.resolve(fresh.key),
      ]);
      if (before === after) return 0;
      // Whoever was erased stays erased under the new number.
      if (isErasedKey(before)) await store.identity.link([old.key, fresh.key]);
      const at = occurredAt instanceof Date ? occurredAt.getTime() : occurredAt;
      let stored = 0;
      for (const namespace of await store.consent.namespaces(before)) {
        const events = await store.consent.history(before, namespace);
        const facts = movedPerson({ events, namespace, from: old.key, to: fresh.key, at });
        const outcomes = await store.consent.appendMany(facts.map((fact) => build(fact)));
        stored += outcomes.filter(({ accepted }) => accepted).length;
      }
      return stored;
    },
    doubleOptIn: async (user, { scopes = MARKETING, ...readOptions } = {}) => {
      const { recipient, view } = await read(user, readOptions);
      const events = await store.consent.history(recipient.key, view.namespace);
      return doubleOptIn({ events, namespace: view.namespace, scopes, now: clock.now() });
    },
    subjectAccess: async (user) => {
      const recipient = parseRecipient(user);
      await store.init();
      const [namespaces, aliases] = await Promise.all([
        store.consent.namespaces(recipient.key),
        store.identity.aliases(recipient.key),
      ]);
      const brands = await Promise.all(
        namespaces.map(async (namespace) => ({
          namespace,
          record: await isoReceipt(user, { namespace }),
          events: await history(user, { namespace }),
        })),
      );
      const identifiers = aliases.map((alias) => {
        const known = recipientOfKey(alias);
        return known.kind === "phone" ? known.phone.reveal() : known.userId;
      });
      return { issuedAt: new Date(clock.now()).toISOString(), businessName, identifiers, brands };
    },
    get: async (user, readOptions) => {
      const { recipient, view } = await read(user, readOptions);
      return consentStatus(recipient, view, () => clock.now());
    },
    history,
    erase: async (user, eraseOptions = {}) => {
      const recipient = parseRecipient(user);
      const event = erasureEvent(eraseOptions, clock, random);
      await store.init();
      return { eventId: event.id, erasedEvents: await store.consent.erase(recipient.key, event) };
    },
    verify: async (kept) => {
      await store.init();
      return verifyChain(readChain(store.consent), kept);
    },
    import: async (source, importOptions) => {
      const namespace = importOptions?.namespace ?? options.namespace;
      await store.init();
      return importConsent(
        source,
        { ...importOptions, namespace },
        {
          store: store.consent,
          clock,
          random,
          country: options.country,
        },
      );
    },
    export: async function* (exportOptions) {
      await store.init();
      yield* exportConsent(exportOptions, { store: store.consent, now: () => clock.now() });
    },
    receipt: (async (user: RecipientInput, receiptOptions?: ReadOptions | KantaraOptions) => {
      if (receiptOptions === undefined || !("controller" in receiptOptions))
        return isoReceipt(user, receiptOptions);
      const { recipient, view } = await read(user, receiptOptions);
      const events = await history(user, receiptOptions);
      return kantaraReceipt({
        ...receiptOptions,
        status: consentStatus(recipient, view, () => clock.now()),
        history: events,
        businessName,
        fingerprint: sha256(JSON.stringify([view.namespace, ...events.map(({ id }) => id)])).slice(0, 32),
      });
    }) as ConsentRegistry["receipt"],
  };
}

function given<T extends ConsentSubject>(input: T): T {
  const value: unknown = input;
  if (typeof value !== "object" || value === null) {
    throw invalidConsent([{ field: "input", problem: "expected an object with { user, ... }" }]);
  }
  return input;
}

/** `undefined` or an empty name is none given. */
function withBusinessName(
  evidence: GrantInput["evidence"] | undefined,
  businessName: string,
): GrantInput["evidence"] {
  return { ...evidence, businessName: evidence?.businessName?.trim() ? evidence.businessName : businessName };
}

/** See `record`. Meta's parser gives 0 where it found no time. */
function platformInstant({ action, occurredAt }: EventFacts, now: number): number {
  const at = occurredAt instanceof Date ? occurredAt.getTime() : (occurredAt ?? now);
  if (!Number.isFinite(at) || at <= 0) return RESTRICTS.includes(action) ? now : 0;
  return at > now + SKEW_MS ? now : at;
}

function whyNot(view: ConsentView, scopes: readonly Scope[], now: number): string | undefined {
  const suppression = suppressionAt(view, now);
  if (suppression !== undefined) return `This person is suppressed (${suppression.kind}).`;
  const states = scopes.map((scope) => ({ scope, state: scopeStateAt(view, scope, now).state }));
  const blocked = states.filter(({ state }) => state !== "granted");
  if (blocked.length === 0) return undefined;
  const ended = blocked.filter(({ state }) => state === "withdrawn" || state === "denied");
  if (ended.length > 0) {
    return `An opt-out stands for ${named(ended)}: only a later act of the person themselves lifts it.`;
  }
  if (blocked.every(({ state }) => state === "expired"))
    return `It had run out already when it was stored: ${named(blocked)}.`;
  return `Nothing was asked or agreed before, or it was ended since: ${blocked.map(({ scope, state }) => `${scope} is ${state}`).join(", ")}.`;
}

function named(scopes: readonly { readonly scope: Scope }[]): string {
  return scopes.map(({ scope }) => scope).join(", ");
}
