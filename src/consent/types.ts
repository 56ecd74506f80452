import type { PersonKey } from "../core/index.js";

/** What a person can agree to. A topic (`topic:back-in-stock`) is a marketing scope of its own. */
export type Scope =
  "utility" | "marketing" | "marketing_night" | "authentication" | "calls" | `topic:${string}`;

export type ScopeState =
  "unknown" | "pending" | "granted" | "denied" | "withdrawn" | "expired" | "invalidated";

/** `none`: an import without evidence of its own; `single`: one act; `confirmed`: double opt-in. */
export type Verification = "none" | "single" | "confirmed";

export type ConsentAction =
  | "request"
  | "grant"
  | "confirm"
  | "deny"
  | "withdraw"
  | "expire"
  | "invalidate"
  | "suppress"
  | "unsuppress"
  | "erase"
  | "reconfirm"
  /** Marketing waits: an ambiguous word asked for a decision (keyword tier T2). */
  | "hold"
  /** The person answered that they did not mean to stop. */
  | "release";

export const CONSENT_METHODS = [
  "web_form",
  "app",
  "paper",
  "verbal",
  "ivr",
  "sms",
  "email",
  "whatsapp_keyword",
  "whatsapp_button",
  "whatsapp_flow",
  "whatsapp_native",
  "in_app_signup",
  "qr",
  "pos",
  "api",
  "import",
  "webhook_error",
] as const;

/** How an opt-in or opt-out was given. */
export type ConsentMethod = (typeof CONSENT_METHODS)[number];

/** On what an opt-in stands. */
export type ConsentBasis =
  "consent" | "written" | "soft_opt_in" | "implied_purchase" | "implied_enquiry" | "contract" | "request";

export interface ConsentActor {
  readonly kind: "user" | "operator" | "system" | "platform" | "registry";
  readonly id?: string | undefined;
}

/** What proves the act. Which fields a method needs: `evidenceProblems`. */
export interface Evidence {
  readonly businessName?: string | undefined;
  /** The words the person saw or heard, verbatim. */
  readonly disclosureText?: string | undefined;
  readonly language?: string | undefined;
  readonly noticeVersion?: string | undefined;
  readonly noticeHash?: string | undefined;
  readonly policyUrl?: string | undefined;
  readonly pageUrl?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly messageId?: string | undefined;
  readonly inboundText?: string | undefined;
  /** SHA-256 of an opt-out's message id and text: it stays when the text is forgotten after 90 days. Set by the registry. */
  readonly inboundTextHash?: string | undefined;
  readonly formId?: string | undefined;
  readonly flowToken?: string | undefined;
  readonly signupId?: string | undefined;
  /** Where the person is, as an IANA zone such as `America/Sao_Paulo`: their quiet hours go by it. */
  readonly timeZone?: string | undefined;
  /** Number of the business (its id) on which WhatsApp's own control was used. */
  readonly phoneNumberId?: string | undefined;
  readonly documentRef?: string | undefined;
  readonly agentId?: string | undefined;
  readonly channelsNamed?: readonly string[] | undefined;
  readonly frequency?: string | undefined;
  readonly saleRef?: string | undefined;
  /** With a soft opt-in: how the person could refuse when they gave their number, for example `unticked box at the checkout`. */
  readonly optOutOffered?: string | undefined;
  /** Where the consent is lodged with a register by law (Turkey's IYS), and when: ISO 8601. */
  readonly externalRegistryRef?: string | undefined;
  readonly registeredAt?: string | undefined;
  readonly batchId?: string | undefined;
  readonly collectedFrom?: string | undefined;
  readonly collectedTo?: string | undefined;
  readonly source?: string | undefined;
  readonly attestedBy?: string | undefined;
}

export type SuppressionKind =
  | "objection"
  | "complaint"
  | "legal"
  | "registry"
  | "reassigned"
  /** The business blocked them on WhatsApp: a send would fail. */
  | "blocked"
  | "erased";

/** One act, append-only: the events are the truth, every view is folded from them. Instants are ISO 8601 in UTC. */
export interface ConsentEvent {
  /** Idempotency: a second event with this id changes nothing. */
  readonly id: string;
  /** Alias under which the person acted: digits of the number, or a BSUID. */
  readonly subject: PersonKey;
  /** The legal sender (brand) to whom it was given. */
  readonly namespace: string;
  readonly action: ConsentAction;
  readonly scopes: readonly Scope[] | "all";
  /** When the person acted (claimed). */
  readonly occurredAt: string;
  /** When this registry stored it. */
  readonly recordedAt: string;
  readonly actor: ConsentActor;
  readonly method: ConsentMethod;
  readonly basis: ConsentBasis;
  readonly evidence?: Evidence | undefined;
  /** With `suppress`; with `unsuppress` the one kind that is taken back, absent for all. */
  readonly suppression?: SuppressionKind | undefined;
  readonly jurisdiction?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly reconfirmBy?: string | undefined;
  readonly reason?: string | undefined;
  /** Only with `erase`: positions on the chain whose events it took away. */
  readonly erases?: readonly number[] | undefined;
}

/** Where one scope stands. */
export interface ScopeView {
  readonly state: ScopeState;
  readonly since: string;
  /** The event that decided. */
  readonly eventId: string;
  readonly verification: Verification;
  readonly basis: ConsentBasis;
  readonly method: ConsentMethod;
  /** True for a withdrawal that covered everything. */
  readonly all?: boolean | undefined;
  readonly expiresAt?: string | undefined;
  readonly reconfirmBy?: string | undefined;
  /** Only when pending: what stands again when nobody answers. */
  readonly lapsesTo?: ScopeView | undefined;
  /** An ambiguous word asked for a decision; without one by `until`, the scope counts as withdrawn from then on. */
  readonly hold?:
    | {
        readonly since: string;
        readonly until: string;
        readonly eventId: string;
        readonly method: ConsentMethod;
      }
    | undefined;
}

/** What is known of one person towards one brand, folded from the events. */
export interface ConsentView {
  readonly person: PersonKey;
  readonly namespace: string;
  /** Grows with every accepted event (also of a linked alias); compared and set at the wire. 0: nothing known. */
  readonly revision: number;
  readonly scopes: Readonly<Partial<Record<Scope, ScopeView>>>;
  /** State that holds for every scope not listed, set by an event with `scopes: "all"`. */
  readonly all?: ScopeView | undefined;
  readonly suppression?:
    | {
        readonly kind: SuppressionKind;
        readonly since: string;
        readonly eventId: string;
        /** Absent: until it is lifted. */
        readonly until?: string | undefined;
      }
    | undefined;
  /** IANA zone that the newest act names (`evidence.timeZone`). */
  readonly timeZone?: string | undefined;
  /** Language in which the person was last asked or told (`evidence.language`). A word that they wrote is none. */
  readonly locale?: string | undefined;
  /** Country or state whose law the newest act names (`jurisdiction`), such as `DE` or `US-CA`. */
  readonly jurisdiction?: string | undefined;
  /** Marketing waits until then: an ambiguous word (tier T2) asked for a decision that has not come. */
  readonly marketingHold?:
    { readonly until: string; readonly eventId: string; readonly since: string } | undefined;
}
