import type { PersonKey } from "../core/index.js";
import type { ConsentEvent, ConsentView, Scope, ScopeState, ScopeView, Verification } from "./types.js";
import { isUserOriginated } from "./user-originated.js";

const GRANTS: readonly string[] = ["grant", "confirm", "reconfirm"];
const ENDS: readonly string[] = ["withdraw", "deny"];
const INVALIDATIONS: readonly string[] = ["invalidate", "expire"];
const STOPS: readonly string[] = [...ENDS, ...INVALIDATIONS];

/** A person of whom nothing is known. */
export function emptyView(person: PersonKey, namespace: string): ConsentView {
  return { person, namespace, revision: 0, scopes: {} };
}

/**
 * Folds a person's events to where they stand. Pure, and indifferent to the order and repetition of its input: the
 * view is a function of the set of events (compliance 3.4).
 *
 * Precedence: suppression, then withdrawal and denial, then grant. Instants of the act (`occurredAt`) are compared; a
 * tie goes to the withdrawal. A grant lifts a withdrawal only when the person themselves gave it, later.
 */
export function foldConsent(
  events: readonly ConsentEvent[],
  person: PersonKey,
  namespace: string,
): ConsentView {
  const own = distinct(events.filter((event) => event.namespace === namespace));
  if (own.length === 0) return emptyView(person, namespace);
  const scopes: Partial<Record<Scope, ScopeView>> = {};
  for (const scope of namedScopes(own)) {
    const view = foldScope(own, scope);
    if (view !== undefined) scopes[scope] = view;
  }
  const all = foldScope(
    own.filter((event) => event.scopes === "all"),
    "all",
  );
  const suppression = foldSuppression(own);
  const marketingHold = foldHold(own);
  return {
    person,
    namespace,
    revision: own.length,
    scopes,
    ...(all === undefined ? {} : { all }),
    ...(suppression === undefined ? {} : { suppression }),
    ...(marketingHold === undefined ? {} : { marketingHold }),
  };
}

/**
 * Does an event about some scopes reach this one? What ends marketing also ends what lives under it, and withdrawing
 * utility also withdraws marketing (rule 6).
 */
export function reaches(event: Pick<ConsentEvent, "action" | "scopes">, scope: Scope | "all"): boolean {
  if (event.scopes === "all") return true;
  if (scope === "all") return false;
  if (event.scopes.includes(scope)) return true;
  if (!isMarketing(scope) || !STOPS.includes(event.action)) return false;
  return (
    event.scopes.includes("marketing") || (ENDS.includes(event.action) && event.scopes.includes("utility"))
  );
}

/** Marketing and what lives under it: topics and night hours. */
export function isMarketing(scope: Scope | "all"): boolean {
  return scope === "marketing" || scope === "marketing_night" || scope.startsWith("topic:");
}

function foldScope(events: readonly ConsentEvent[], scope: Scope | "all"): ScopeView | undefined {
  const relevant = events.filter((event) => reaches(event, scope));
  const end = newest(relevant.filter((event) => ENDS.includes(event.action)));
  const grant = newest(relevant.filter((event) => GRANTS.includes(event.action) && lifts(event, end)));
  const invalidation = newest(relevant.filter(({ action }) => INVALIDATIONS.includes(action)));
  if (grant !== undefined) {
    if (invalidation !== undefined && invalidation.occurredAt >= grant.occurredAt) {
      return scopeView(invalidation, invalidation.action === "expire" ? "expired" : "invalidated", "none");
    }
    return scopeView(grant, "granted", verificationOf(grant, relevant, end));
  }
  if (end !== undefined) return scopeView(end, endState(end, relevant), "none");
  if (invalidation !== undefined)
    return scopeView(invalidation, invalidation.action === "expire" ? "expired" : "invalidated", "none");
  const request = newest(relevant.filter((event) => event.action === "request"));
  return request && scopeView(request, "pending", "none");
}

/** Rules 2 to 4: after an end only a later act of the person themselves counts; an operator or an import never lifts it. */
function lifts(grant: ConsentEvent, end: ConsentEvent | undefined): boolean {
  return end === undefined || (grant.occurredAt > end.occurredAt && isUserOriginated(grant));
}

/** A "no" to the first question is a denial; a "no" after a yes is a withdrawal (3.4, column deny). */
function endState(end: ConsentEvent, relevant: readonly ConsentEvent[]): ScopeState {
  if (end.action === "withdraw") return "withdrawn";
  const grantedBefore = relevant.some(
    (event) => GRANTS.includes(event.action) && event.occurredAt < end.occurredAt,
  );
  return grantedBefore ? "withdrawn" : "denied";
}

/** Confirmed once is confirmed until an end; else the grant tells by itself. */
function verificationOf(
  grant: ConsentEvent,
  relevant: readonly ConsentEvent[],
  end: ConsentEvent | undefined,
): Verification {
  const confirmed = relevant.some((event) => event.action === "confirm" && lifts(event, end));
  if (confirmed) return "confirmed";
  const counted = relevant.filter((event) => GRANTS.includes(event.action) && lifts(event, end));
  return counted.some((event) => event.method !== "import") ? "single" : "none";
}

function scopeView(event: ConsentEvent, state: ScopeState, verification: Verification): ScopeView {
  return {
    state,
    since: event.occurredAt,
    eventId: event.id,
    verification,
    basis: event.basis,
    method: event.method,
    ...(event.scopes === "all" && ENDS.includes(event.action) ? { all: true } : {}),
    ...(event.expiresAt === undefined ? {} : { expiresAt: event.expiresAt }),
    ...(event.reconfirmBy === undefined ? {} : { reconfirmBy: event.reconfirmBy }),
  };
}

function foldSuppression(events: readonly ConsentEvent[]): ConsentView["suppression"] {
  const blocks = events.filter((event) => event.action === "suppress" || event.action === "erase");
  const block = newest(blocks);
  if (block === undefined) return undefined;
  // An erasure ends with a later act of the person; the others when they are taken back.
  const lifted = events.some((event) =>
    block.action === "erase"
      ? GRANTS.includes(event.action) && isUserOriginated(event) && event.occurredAt > block.occurredAt
      : event.action === "unsuppress" && event.occurredAt > block.occurredAt,
  );
  if (lifted) return undefined;
  return {
    kind: block.action === "erase" ? "erased" : (block.suppression ?? "objection"),
    since: block.occurredAt,
    eventId: block.id,
  };
}

function foldHold(events: readonly ConsentEvent[]): ConsentView["marketingHold"] {
  const hold = newest(events.filter((event) => event.action === "hold"));
  if (hold?.expiresAt === undefined) return undefined;
  // Any later word of the person about marketing decides; a tie goes to caution.
  const decided = events.some(
    (event) =>
      event.occurredAt > hold.occurredAt &&
      (event.action === "release" ||
        (reaches(event, "marketing") &&
          (ENDS.includes(event.action) || (GRANTS.includes(event.action) && isUserOriginated(event))))),
  );
  return decided ? undefined : { since: hold.occurredAt, until: hold.expiresAt, eventId: hold.id };
}

function namedScopes(events: readonly ConsentEvent[]): readonly Scope[] {
  const named = new Set(events.flatMap((event) => (event.scopes === "all" ? [] : event.scopes)));
  // Withdrawing utility reaches marketing even if nobody named it.
  if (
    events.some(
      (event) => ENDS.includes(event.action) && event.scopes !== "all" && event.scopes.includes("utility"),
    )
  )
    named.add("marketing");
  return [...named].sort();
}

function distinct(events: readonly ConsentEvent[]): ConsentEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** The newest by the act, then by its id: any fixed order will do, as long as it is the same for every permutation. */
function newest(events: readonly ConsentEvent[]): ConsentEvent | undefined {
  return events.reduce<ConsentEvent | undefined>(
    (best, event) => (best === undefined || isAfter(event, best) ? event : best),
    undefined,
  );
}

function isAfter(a: ConsentEvent, b: ConsentEvent): boolean {
  return a.occurredAt === b.occurredAt ? a.id > b.id : a.occurredAt > b.occurredAt;
}
