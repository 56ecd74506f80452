import { DAY } from "../core/index.js";
import { isMarketing } from "./fold-consent.js";
import type {
  ConsentBasis,
  ConsentMethod,
  ConsentView,
  Scope,
  ScopeState,
  ScopeView,
  Verification,
} from "./types.js";

const REQUEST_LASTS_MS = 7 * DAY;

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
 * that was to be confirmed again and was not counts as expired, a request is forgotten after seven days, and silence
 * after an ambiguous stop word ends marketing after its 72 hours. A topic falls back to marketing.
 */
export function scopeStateAt(view: ConsentView, scope: Scope, now: number): ScopeStanding {
  const found = view.scopes[scope] ?? inherited(view, scope) ?? view.all;
  if (found === undefined) return UNKNOWN;
  const standing: ScopeStanding = {
    state: stateAt(found, now),
    verification: found.verification,
    basis: found.basis,
    method: found.method,
    eventId: found.eventId,
    since: found.since,
    ...(found.state === "withdrawn" ? { withdrawnScope: extent(found, scope) } : {}),
  };
  const { marketingHold } = view;
  if (
    standing.state === "granted" &&
    isMarketing(scope) &&
    marketingHold !== undefined &&
    Date.parse(marketingHold.until) <= now
  ) {
    return {
      ...standing,
      state: "withdrawn",
      since: marketingHold.until,
      eventId: marketingHold.eventId,
      withdrawnScope: "marketing",
    };
  }
  return standing;
}

/**
 * A topic stands where marketing stands. Night hours need a consent of their own, but end with marketing.
 * (A scope's own view already counts the events that were about everything.)
 */
function inherited(view: ConsentView, scope: Scope): ScopeView | undefined {
  const { marketing } = view.scopes;
  if (!isMarketing(scope) || marketing === undefined) return undefined;
  return scope.startsWith("topic:") || marketing.state !== "granted" ? marketing : undefined;
}

function stateAt(found: ScopeView, now: number): ScopeState {
  if (found.state === "granted") {
    const end = Math.min(parse(found.expiresAt), parse(found.reconfirmBy));
    return end <= now ? "expired" : "granted";
  }
  if (found.state === "pending")
    return Date.parse(found.since) + REQUEST_LASTS_MS <= now ? "unknown" : "pending";
  return found.state;
}

function extent(found: ScopeView, scope: Scope): "marketing" | "utility" | "all" {
  if (found.all === true) return "all";
  return isMarketing(scope) ? "marketing" : "utility";
}

function parse(instant: string | undefined): number {
  return instant === undefined ? Number.POSITIVE_INFINITY : Date.parse(instant);
}
