import type { RecipientInput } from "../core/index.js";
import type { ConsentActor, ConsentBasis, ConsentMethod, Evidence, Scope, SuppressionKind } from "./types.js";

/** Who, and for which brand. */
export interface ConsentSubject {
  /** One E.164 number, one `PhoneNumber`, or one business-scoped user id. */
  readonly user: RecipientInput;
  /** Brand. Default: the client's. */
  readonly namespace?: string | undefined;
}

interface Act extends ConsentSubject {
  /** When the person acted. Default now; at most five minutes in the future. */
  readonly occurredAt?: Date | number | undefined;
  /** Default: the person, for methods by which only they can act (web form, app, WhatsApp, SMS, e-mail, paper with `documentRef`); else an operator. */
  readonly actor?: ConsentActor | undefined;
  /** Idempotency: the same key, person, action and scopes are stored once. On WhatsApp, `evidence.messageId` does this by itself. */
  readonly key?: string | undefined;
}

/** An opt-in with what proves it. */
export interface GrantInput extends Act {
  readonly scopes: readonly Scope[];
  /** How the person agreed. Decides which evidence is needed. */
  readonly method: ConsentMethod;
  /** What proves it. `businessName` defaults to the client's business. */
  readonly evidence: Evidence;
  /** Default `consent`. */
  readonly basis?: ConsentBasis | undefined;
  /** Default by the basis: after a purchase 24 months, after an enquiry 6 (India: 7 days), a request 24 hours, else none. */
  readonly expiresAt?: Date | number | undefined;
  /** Whose law: ISO 3166-1 alpha-2. Default: the country of the number. */
  readonly jurisdiction?: string | undefined;
}

/** The answer "yes" to a double opt-in question; verification becomes `confirmed` when the person gave it themselves. */
export type ConfirmInput = GrantInput;

/** A double opt-in question that was asked. It lapses after seven days. */
export interface RequestInput extends Act {
  readonly scopes: readonly Scope[];
  /** How the person gave their number. Default `api`. After an opt-out only a person's own request counts. */
  readonly method?: ConsentMethod | undefined;
  readonly evidence?: Evidence | undefined;
}

/** Who takes back what, and how they said so. */
export interface WithdrawInput extends Act {
  /** Default `"all"`: who asks to be left alone is left alone. */
  readonly scopes?: readonly Scope[] | "all" | undefined;
  /** How they asked. Default `verbal`: by phone or in the shop. */
  readonly method?: ConsentMethod | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/** The answer "no". To a first question it is a denial; after an opt-in it is a withdrawal. */
export interface DenyInput extends Omit<WithdrawInput, "scopes"> {
  readonly scopes: readonly Scope[] | "all";
}

export interface SuppressInput extends ConsentSubject {
  readonly kind: Exclude<SuppressionKind, "erased">;
  /** Why: kept for the audit. */
  readonly reason: string;
  readonly occurredAt?: Date | number | undefined;
  /** For the answer of a register that is valid for some days only. Default: until it is taken back. */
  readonly until?: Date | number | undefined;
}

export interface UnsuppressInput extends ConsentSubject {
  readonly reason: string;
  /** The one kind to take back, for example `"blocked"`. Default: all but an erasure. */
  readonly kind?: SuppressInput["kind"] | undefined;
}

/** Consent that turned out to be void: a broken form, a number that went to somebody else. It is no opt-out. */
export interface InvalidateInput extends ConsentSubject {
  /** Default `"all"`. */
  readonly scopes?: readonly Scope[] | "all" | undefined;
  /** Why: kept for the audit. */
  readonly reason: string;
  readonly occurredAt?: Date | number | undefined;
  readonly key?: string | undefined;
}

/** One person's change of number. */
export interface MoveInput {
  readonly from: RecipientInput;
  readonly to: RecipientInput;
  /** Default now. */
  readonly occurredAt?: Date | number | undefined;
}

/** Marketing waits for the person's answer (keyword tier T2). */
export interface HoldInput extends Omit<Act, "actor"> {
  /** Default `verbal`. */
  readonly method?: ConsentMethod | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/** The person did not mean to stop. Counts before the hold runs out; after that only a new opt-in does. */
export type ReleaseInput = HoldInput;
