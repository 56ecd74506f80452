import {
  type ConsentEvent,
  foldConsent,
  type Scope,
  scopeStateAt,
  type ScopeStanding,
} from "../../../src/consent/index.js";

/** Hour zero of every history here. */
export const T0 = Date.parse("2026-03-01T00:00:00.000Z");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const PERSON = "919812345678";

export const iso = (hours: number): string => new Date(T0 + hours * HOUR).toISOString();

/** By the person, on a web form, about marketing, at `hours`, unless said otherwise. */
export function event(
  action: ConsentEvent["action"],
  hours: number,
  other: Partial<ConsentEvent> = {},
): ConsentEvent {
  const occurredAt = other.occurredAt ?? iso(hours);
  return {
    id: `${action}@${String(hours)}:${JSON.stringify(other)}`,
    subject: PERSON,
    namespace: "brand",
    action,
    scopes: ["marketing"],
    occurredAt,
    recordedAt: occurredAt,
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
    ...other,
  };
}

export const BY_OPERATOR: Partial<ConsentEvent> = { actor: { kind: "operator" }, method: "verbal" };
export const BY_IMPORT: Partial<ConsentEvent> = { actor: { kind: "operator" }, method: "import" };

export const fold = (...events: readonly ConsentEvent[]) => foldConsent(events, PERSON, "brand");

/** Where a scope stands `hours` after hour zero. */
export function stateAt(
  events: readonly ConsentEvent[],
  hours: number,
  scope: Scope = "marketing",
): ScopeStanding {
  return scopeStateAt(fold(...events), scope, T0 + hours * HOUR);
}
