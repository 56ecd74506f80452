import {
  type Clock,
  type PersonKey,
  type Random,
  type Recipient,
  type RecipientInput,
  ValidationError,
} from "../core/index.js";
import { parseRecipient } from "../core/recipients.js";
import { buildEvent, type EventFacts } from "./build-event.js";
import type { AppendResult, ConsentStore, IdentityStore } from "./consent-store.js";
import { type ScopeStanding, scopeStateAt } from "./scope-state.js";
import type {
  ConsentActor,
  ConsentBasis,
  ConsentEvent,
  ConsentMethod,
  ConsentView,
  Evidence,
  Scope,
  SuppressionKind,
} from "./types.js";
import { isUserOriginated } from "./user-originated.js";

/** Who, and for which brand. */
export interface ConsentSubject {
  /** One E.164 number, one `PhoneNumber`, or one business-scoped user id. */
  readonly user: RecipientInput;
  /** Brand. Default: the client's. */
  readonly namespace?: string | undefined;
}

export interface GrantInput extends ConsentSubject {
  readonly scopes: readonly Scope[];
  /** How the person agreed. Decides which evidence is needed. */
  readonly method: ConsentMethod;
  /** What proves it. `businessName` defaults to the client's business. */
  readonly evidence: Evidence;
  /** Default `consent`. */
  readonly basis?: ConsentBasis | undefined;
  /** When the person agreed. Default now. */
  readonly occurredAt?: Date | number | undefined;
  readonly expiresAt?: Date | number | undefined;
  /** Default: the person, for methods by which only they can act; else an operator. */
  readonly actor?: ConsentActor | undefined;
  readonly jurisdiction?: string | undefined;
  /** The same key is stored once. */
  readonly key?: string | undefined;
}

export interface WithdrawInput extends ConsentSubject {
  /** Default `"all"`: who asks to be left alone is left alone. */
  readonly scopes?: readonly Scope[] | "all" | undefined;
  /** How they asked. Default `verbal`: by phone or in the shop. */
  readonly method?: ConsentMethod | undefined;
  readonly reason?: string | undefined;
  readonly occurredAt?: Date | number | undefined;
  readonly actor?: ConsentActor | undefined;
  readonly key?: string | undefined;
}

export interface SuppressInput extends ConsentSubject {
  readonly kind: Exclude<SuppressionKind, "erased">;
  readonly reason: string;
  readonly occurredAt?: Date | number | undefined;
}

export interface GrantResult {
  readonly eventId: string;
  /** False when this key was stored before. */
  readonly accepted: boolean;
  /** True when every scope asked for stands as granted now. */
  readonly effective: boolean;
  /** Why it is stored and does not count: an opt-out stands that only the person can lift. */
  readonly why?: string | undefined;
}

export interface EventResult {
  readonly eventId: string;
  readonly accepted: boolean;
}

/** Where one person stands. Safe to print: the person is masked. */
export interface ConsentStatus {
  readonly user: Recipient extends infer R ? (R extends { readonly phone: infer P } ? P : string) : never;
  readonly namespace: string;
  readonly revision: number;
  readonly scopes: ConsentView["scopes"];
  readonly all?: ConsentView["all"];
  readonly suppression?: ConsentView["suppression"];
  readonly marketingHold?: ConsentView["marketingHold"];
  /** Where a scope stands now, time applied. */
  state(scope: Scope): ScopeStanding;
}

/** One stored event without the person's key: safe to print, except for what the evidence itself says. */
export type ConsentHistoryEntry = Omit<ConsentEvent, "subject">;

/** The opt-in registry: append-only events with their evidence; the view is folded from them. */
export interface ConsentRegistry {
  /**
   * Stores an opt-in. Stored but not effective when an opt-out stands that this grant cannot lift.
   *
   * @throws ValidationError `EVIDENCE_MISSING` naming what is missing, `INVALID_CONSENT`, `INVALID_PHONE_NUMBER`;
   * RefusedError `MULTIPLE_RECIPIENTS`; StoreError.
   */
  grant(input: GrantInput): Promise<GrantResult>;
  /** Stores an opt-out, however the person asked. Counts for the next send, also for those that wait already. */
  withdraw(input: WithdrawInput): Promise<EventResult>;
  /** Blocks a person whatever they agreed to: an objection, a complaint, a register, a reassigned number. */
  suppress(input: SuppressInput): Promise<EventResult>;
  /** Takes suppressions back (not an erasure). */
  unsuppress(input: ConsentSubject & { readonly reason: string }): Promise<EventResult>;
  get(user: RecipientInput, options?: { readonly namespace?: string | undefined }): Promise<ConsentStatus>;
  /** All events, oldest first. */
  history(
    user: RecipientInput,
    options?: { readonly namespace?: string | undefined },
  ): Promise<readonly ConsentHistoryEntry[]>;
}

/** The registry as the client uses it. */
export interface InternalConsentRegistry extends ConsentRegistry {
  /** Stores a ready event (from a webhook). */
  record(event: EventFacts): Promise<AppendResult & { readonly eventId: string }>;
}

const OWN_ACT: readonly ConsentMethod[] = [
  "web_form",
  "app",
  "sms",
  "email",
  "whatsapp_keyword",
  "whatsapp_button",
  "whatsapp_flow",
  "whatsapp_native",
  "in_app_signup",
];

export function createConsentRegistry(options: {
  readonly store: {
    init(): Promise<void>;
    readonly consent: ConsentStore;
    readonly identity: IdentityStore;
  };
  readonly clock: Clock;
  readonly random: Random;
  readonly namespace: string;
  readonly businessName: string;
}): InternalConsentRegistry {
  const { store, clock, random, businessName } = options;

  const record = async (facts: EventFacts): Promise<AppendResult & { readonly eventId: string }> => {
    const event = buildEvent(facts, clock, random);
    await store.init();
    return { ...(await store.consent.append(event)), eventId: event.id };
  };

  const subjectOf = (input: ConsentSubject): { subject: PersonKey; namespace: string } => {
    if (typeof input !== "object" || input === null) {
      throw new ValidationError("INVALID_CONSENT", "The call has no input.", { fix: "Give { user, ... }." });
    }
    return { subject: parseRecipient(input.user).key, namespace: input.namespace ?? options.namespace };
  };

  const view = async (
    user: RecipientInput,
    namespace = options.namespace,
  ): Promise<{ recipient: Recipient; view: ConsentView }> => {
    const recipient = parseRecipient(user);
    await store.init();
    return {
      recipient,
      view: await store.consent.view(await store.identity.resolve(recipient.key), namespace),
    };
  };

  return {
    record,
    grant: async (input) => {
      const { user: _user, actor, evidence, ...rest } = input;
      const {
        view: after,
        accepted,
        eventId,
      } = await record({
        ...rest,
        ...subjectOf(input),
        action: "grant",
        actor: actor ?? { kind: OWN_ACT.includes(input.method) ? "user" : "operator" },
        evidence: { businessName, ...evidence },
      });
      const blocked = input.scopes.filter(
        (scope) => scopeStateAt(after, scope, clock.now()).state !== "granted",
      );
      const effective = blocked.length === 0 && after.suppression === undefined;
      return { eventId, accepted, effective, ...(effective ? {} : { why: whyNot(after, blocked) }) };
    },
    withdraw: async (input) => {
      const { user: _user, actor, scopes = "all", method = "verbal", ...rest } = input;
      const { accepted, eventId } = await record({
        ...rest,
        ...subjectOf(input),
        scopes,
        method,
        action: "withdraw",
        actor: actor ?? { kind: OWN_ACT.includes(method) ? "user" : "operator" },
      });
      return { accepted, eventId };
    },
    suppress: async (input) => {
      const { user: _user, kind, ...rest } = input;
      const { accepted, eventId } = await record({
        ...rest,
        ...subjectOf(input),
        action: "suppress",
        scopes: "all",
        method: "api",
        actor: { kind: "operator" },
        suppression: kind,
      });
      return { accepted, eventId };
    },
    unsuppress: async (input) => {
      const { user: _user, ...rest } = input;
      const { accepted, eventId } = await record({
        ...rest,
        ...subjectOf(input),
        action: "unsuppress",
        scopes: "all",
        method: "api",
        actor: { kind: "operator" },
      });
      return { accepted, eventId };
    },
    get: async (user, { namespace } = {}) => {
      const found = await view(user, namespace);
      const { person: _person, ...shown } = found.view;
      return {
        user: (found.recipient.kind === "phone" ? found.recipient.phone : found.recipient.userId) as never,
        ...shown,
        state: (scope) => scopeStateAt(found.view, scope, clock.now()),
      };
    },
    history: async (user, { namespace } = {}) => {
      const found = await view(user, namespace);
      const events = await store.consent.history(found.view.person, found.view.namespace);
      return events.map(({ subject: _subject, ...event }) => event);
    },
  };
}

function whyNot(view: ConsentView, blocked: readonly Scope[]): string {
  if (view.suppression !== undefined) return `This person is suppressed (${view.suppression.kind}).`;
  return `An opt-out stands for ${blocked.join(", ")}: only a later act of the person themselves lifts it.`;
}

export { isUserOriginated };
