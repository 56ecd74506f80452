import { type Clock, type Random, type Recipient, type RecipientInput } from "../core/index.js";
import { parseRecipient, recipientOfKey } from "../core/recipients.js";
import { buildEvent } from "./build-event.js";
import { sha256, verifyChain } from "./chain/index.js";
import { invalidConsent } from "./check-facts.js";
import type {
  ConsentSubject,
  GrantInput,
  HoldInput,
  InvalidateInput,
  SuppressInput,
  UnsuppressInput,
  WithdrawInput,
} from "./consent-inputs.js";
import { consentHealth } from "./consent-health.js";
import { type ConsentReceipt, consentReceipt } from "./consent-receipt.js";
import { type ConsentHistoryEntry, consentStatus } from "./consent-status.js";
import type { AppendResult, ConsentStore, IdentityStore } from "./consent-store.js";
import { doubleOptIn } from "./double-opt-in.js";
import { erasureEvent, isErasedKey } from "./erasure/index.js";
import type { EventFacts } from "./event-facts.js";
import { SKEW_MS } from "./instants.js";
import { kantaraReceipt } from "./kantara-receipt.js";
import { movedPerson } from "./moved-person.js";
import { readChain } from "./read-chain.js";
import type {
  ConsentRegistry,
  EventResult,
  GrantResult,
  InternalConsentRegistry,
  KantaraOptions,
  ReadOptions,
} from "./registry-api.js";
import { exportConsent, importConsent } from "./transfer/index.js";
import type { ConsentAction, ConsentEvent, ConsentView, Scope } from "./types.js";
import { defaultActor } from "./user-originated.js";
import { whyNot } from "./why-not.js";

const MARKETING: readonly Scope[] = ["marketing"];
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
    health: async ({ namespace = options.namespace } = {}) => {
      await store.init();
      return consentHealth(store.consent, namespace, clock.now());
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
