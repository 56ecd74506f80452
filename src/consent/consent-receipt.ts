import type { ConsentHistoryEntry, ConsentStatus } from "./consent-status.js";
import type { ScopeStanding } from "./scope-state.js";
import type { ConsentBasis, Evidence, Scope } from "./types.js";

/** What a purpose of the receipt rests on and where it stands. */
export interface ReceiptPurpose {
  readonly purpose: Scope;
  readonly lawful_basis: ConsentBasis | null;
  readonly state: ScopeStanding["state"];
  readonly state_since: string | null;
  readonly verification: ScopeStanding["verification"];
  readonly recipient_channel: "whatsapp";
  readonly withdrawal_method: string;
}

/** One event of the receipt, without what was collected about the device. */
export interface ReceiptEvent {
  readonly event_id: string;
  readonly event_time: string;
  readonly recorded_time: string;
  readonly event_type: string;
  readonly purposes: readonly Scope[] | "all";
  readonly actor: string;
  readonly collection_method: string;
  readonly valid_until: string | null;
  readonly notice: Pick<
    Evidence,
    "businessName" | "disclosureText" | "language" | "noticeVersion" | "policyUrl" | "pageUrl"
  >;
}

/** A consent record shaped after ISO/IEC TS 27560:2023 (names paraphrased from the W3C community guide). Plain JSON. */
export interface ConsentReceipt {
  readonly schema: "iso-ts-27560-shaped";
  readonly schema_version: 1;
  readonly issued_at: string;
  readonly record: {
    readonly record_revision: number;
    /** Masked: the holder knows their own number. */
    readonly pii_principal_id: string;
  };
  readonly party_identification: readonly {
    readonly party_name: string;
    readonly party_role: "pii_controller";
    readonly namespace: string;
  }[];
  readonly pii_processing: {
    readonly pii_types: readonly string[];
    readonly purposes: readonly ReceiptPurpose[];
  };
  readonly suppression: { readonly kind: string; readonly since: string } | null;
  readonly events: readonly ReceiptEvent[];
}

/** Writes the receipt of one person. Pure. */
export function consentReceipt(facts: {
  readonly status: ConsentStatus;
  readonly history: readonly ConsentHistoryEntry[];
  readonly businessName: string;
  readonly now: number;
}): ConsentReceipt {
  const { status, history, businessName } = facts;
  const scopes = new Set<Scope>(["utility", "marketing", ...(Object.keys(status.scopes) as Scope[])]);
  return {
    schema: "iso-ts-27560-shaped",
    schema_version: 1,
    issued_at: new Date(facts.now).toISOString(),
    record: { record_revision: status.revision, pii_principal_id: String(status.user) },
    party_identification: [
      { party_name: businessName, party_role: "pii_controller", namespace: status.namespace },
    ],
    pii_processing: {
      pii_types: ["WhatsApp phone number or business-scoped user id"],
      purposes: [...scopes].map((scope) => purpose(scope, status.state(scope))),
    },
    suppression:
      status.suppression === undefined
        ? null
        : { kind: status.suppression.kind, since: status.suppression.since },
    events: history.map(receiptEvent),
  };
}

function purpose(scope: Scope, standing: ScopeStanding): ReceiptPurpose {
  return {
    purpose: scope,
    lawful_basis: standing.basis ?? null,
    state: standing.state,
    state_since: standing.since ?? null,
    verification: standing.verification,
    recipient_channel: "whatsapp",
    withdrawal_method:
      "Reply STOP to stop offers, STOP ALL to stop everything, or tell the business in any other way.",
  };
}

function receiptEvent(event: ConsentHistoryEntry): ReceiptEvent {
  const { businessName, disclosureText, language, noticeVersion, policyUrl, pageUrl } = event.evidence ?? {};
  const notice = { businessName, disclosureText, language, noticeVersion, policyUrl, pageUrl };
  return {
    event_id: event.id,
    event_time: event.occurredAt,
    recorded_time: event.recordedAt,
    event_type: event.action,
    purposes: event.scopes,
    actor: event.actor.kind,
    collection_method: event.method,
    valid_until: event.expiresAt ?? event.reconfirmBy ?? null,
    notice: Object.fromEntries(Object.entries(notice).filter(([, value]) => value !== undefined)),
  };
}
