import { isMarketing } from "./scope-reach.js";
import { timeApplied } from "./time-applied.js";
import type {
  ConsentBasis,
  ConsentMethod,
  ConsentView,
  Scope,
  ScopeState,
  ScopeView,
  Verification,
} from "./types.js";

/** Where one scope stands at one moment. */
export interface ScopeStanding {
  readonly state: ScopeState;
  readonly verification: Verification;
  readonly basis?: ConsentBasis | undefined;
  readonly method?: ConsentMethod | undefined;
  readonly eventId?: string | undefined;
  /** ISO instant of the act that decided. */
  readonly since?: string | undefined;
  /** Only when withdrawn: how far the withdrawal went. */
  readonly withdrawnScope?: "marketing" | "utility" | "all" | undefined;
}

const UNKNOWN: ScopeStanding = { state: "unknown", verification: "none" };

/**
 * Where `scope` stands at `now` (milliseconds since the epoch). Pure. Applies what time does: a consent expires, one
 * that was to be confirmed again and was not counts as expired, a request lapses after seven days to what stood before,
 * and silence after an ambiguous stop word ends marketing after its 72 hours. A topic falls back to marketing; a scope
 * that no event names, to what was said about everything.
 *
 * A suppression is not shown here: it goes before every scope, see `suppressionAt`. Source: compliance 3.4.
 */
export function scopeStateAt(view: ConsentView, scope: Scope, now: number): ScopeStanding {
  const found = ownOrInherited(view, scope, now) ?? timeApplied(view.all, now);
  if (found === undefined || found.state === "unknown") return UNKNOWN;
  return {
    state: found.state,
    verification: found.verification,
    basis: found.basis,
    method: found.method,
    eventId: found.eventId,
    since: found.since,
    ...(found.state === "withdrawn" ? { withdrawnScope: extent(found, scope) } : {}),
  };
}

/** The suppression that stands at `now`. It goes before every consent; undefined when there is none or it has ended. Pure. */
export function suppressionAt(
  view: Pick<ConsentView, "suppression">,
  now: number,
): ConsentView["suppression"] {
  const until = view.suppression?.until;
  return until !== undefined && Date.parse(until) <= now ? undefined : view.suppression;
}

/**
 * The question about marketing that still waits for its answer at `now`. Once it has run out this is undefined, and
 * `scopeStateAt(view, "marketing", now)` says `withdrawn`. Pure.
 */
export function marketingHoldAt(view: ConsentView, now: number): ConsentView["marketingHold"] {
  const hold = view.marketingHold;
  return hold !== undefined && Date.parse(hold.until) > now ? hold : undefined;
}

/** A question about a topic changes nothing for who agreed to marketing already (3.4, granted and request). */
function ownOrInherited(view: ConsentView, scope: Scope, now: number): ScopeView | undefined {
  const own = timeApplied(view.scopes[scope], now);
  const above = inherited(view, scope, now);
  if (own === undefined) return above;
  // What stood before the question; what a hold alone had opened says nothing.
  const stood = own.state === "pending" ? own.lapsesTo : own;
  const open = stood === undefined || stood.state === "unknown";
  return open && above?.state === "granted" ? above : own;
}

/** A topic stands where marketing stands. Night hours need a consent of their own, but end with marketing. */
function inherited(view: ConsentView, scope: Scope, now: number): ScopeView | undefined {
  if (!isMarketing(scope)) return undefined;
  const marketing = timeApplied(view.scopes.marketing ?? view.all, now);
  if (marketing === undefined) return undefined;
  return scope.startsWith("topic:") || marketing.state !== "granted" ? marketing : undefined;
}

function extent(found: ScopeView, scope: Scope): "marketing" | "utility" | "all" {
  if (found.all === true) return "all";
  return isMarketing(scope) ? "marketing" : "utility";
}
