import { DAY, HOUR } from "../core/index.js";
import type { ScopeView } from "./types.js";

/** A request that nobody answers is forgotten after seven days (3.4, row pending). */
export const REQUEST_LASTS_MS = 7 * DAY;
/** How long marketing waits for the answer after an ambiguous word (4.1, tier T2). */
export const HOLD_LASTS_MS = 72 * HOUR;

/**
 * The view of a scope as time has changed it at `now`: silence after an ambiguous stop word has ended it, an
 * unanswered request has lapsed to what stood before, a consent past its end has expired. Undefined: nothing known.
 */
export function timeApplied(view: ScopeView | undefined, now: number): ScopeView | undefined {
  if (view === undefined) return undefined;
  const { hold } = view;
  if (hold !== undefined && instant(hold.until) <= now) return endedBySilence(view, hold);
  if (view.state === "pending" && instant(view.since) + REQUEST_LASTS_MS <= now)
    return timeApplied(lapsed(view), now);
  if (view.state === "granted" && Math.min(instant(view.expiresAt), instant(view.reconfirmBy)) <= now) {
    return { ...view, state: "expired" };
  }
  return view;
}

/** What stands once a request is forgotten. An open question about marketing outlives it. */
export function lapsed({ lapsesTo, hold, ...pending }: ScopeView): ScopeView | undefined {
  if (hold === undefined) return lapsesTo;
  return { ...(lapsesTo ?? { ...pending, state: "unknown" }), hold };
}

/** Nobody answered within the hold: that counts as withdrawing marketing, from the moment the hold ran out. */
function endedBySilence(view: ScopeView, hold: NonNullable<ScopeView["hold"]>): ScopeView {
  return {
    state: "withdrawn",
    since: hold.until,
    eventId: hold.eventId,
    verification: "none",
    basis: view.basis,
    method: hold.method,
  };
}

/** When something ends, in milliseconds. Absent means never; unreadable means already past: what cannot be read must not keep a consent alive. */
export function instant(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  const time = Date.parse(value);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
