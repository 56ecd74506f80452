import { DAY, HOUR } from "../core/index.js";
import { actedAt, inOrder } from "./event-order.js";
import { foldConsent } from "./fold-consent.js";
import { scopeStateAt, suppressionAt } from "./scope-state.js";
import { REQUEST_LASTS_MS } from "./time-applied.js";
import type { ConsentEvent, Scope } from "./types.js";

/** Where a double opt-in question to one person stands. Instants are milliseconds since the epoch. */
export type DoubleOptIn =
  /** Nothing stands in the way of asking once, when the person gave the number and asked for it. */
  | { readonly state: "not_asked" }
  /** Asked, no answer yet. `reminder`: when one may go out; absent once it has. */
  | {
      readonly state: "waiting";
      readonly askedAt: number;
      readonly lapsesAt: number;
      readonly reminder?: { readonly from: number; readonly due: boolean } | undefined;
    }
  | { readonly state: "granted" }
  /** They said no, opted out, or are suppressed: only an act of their own opens it again. */
  | { readonly state: "closed" };

/** How long a question waits before its one reminder. */
const REMIND_AFTER_MS = DAY;
/** A reminder close to the end would give no time to answer. */
const LAST_CALL_MS = 12 * HOUR;

/**
 * Where the double opt-in of one person stands at `now`, from their stored events: may they be asked, is the one
 * reminder due, has the question lapsed? Pure: it names what is due and sends nothing. Source: compliance 3.4 (row
 * pending), 3.6, truth table rows 35 to 37.
 */
export function doubleOptIn(facts: {
  readonly events: readonly ConsentEvent[];
  readonly namespace: string;
  readonly scopes: readonly Scope[];
  readonly now: number;
  /** Default 24 hours. */
  readonly remindAfterMs?: number | undefined;
}): DoubleOptIn {
  const { events, namespace, scopes, now, remindAfterMs = REMIND_AFTER_MS } = facts;
  const view = foldConsent(events, "", namespace);
  if (suppressionAt(view, now) !== undefined) return { state: "closed" };
  const standings = scopes.map((scope) => scopeStateAt(view, scope, now));
  if (standings.some(({ state }) => state === "withdrawn" || state === "denied")) return { state: "closed" };
  if (standings.every(({ state }) => state === "granted")) return { state: "granted" };
  const pending = standings.find(({ state }) => state === "pending");
  if (pending?.since === undefined) return { state: "not_asked" };
  const askedAt = Date.parse(pending.since);
  const lapsesAt = askedAt + REQUEST_LASTS_MS;
  const waiting = { state: "waiting", askedAt, lapsesAt } as const;
  const reminded = inOrder(events).some(
    (event) =>
      event.action === "request" &&
      event.namespace === namespace &&
      event.id !== pending.eventId &&
      actedAt(event) >= askedAt &&
      (event.scopes === "all" || event.scopes.some((scope) => scopes.includes(scope))),
  );
  const from = askedAt + remindAfterMs;
  if (reminded || from > lapsesAt - LAST_CALL_MS) return waiting;
  return { ...waiting, reminder: { from, due: now >= from && now <= lapsesAt - LAST_CALL_MS } };
}
