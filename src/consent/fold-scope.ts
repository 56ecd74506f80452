import { actedAt, ENDS, GIVES } from "./event-order.js";
import { reaches } from "./scope-reach.js";
import { HOLD_LASTS_MS, instant, lapsed, timeApplied } from "./time-applied.js";
import type { ConsentEvent, Scope, ScopeState, ScopeView, Verification } from "./types.js";
import { isUserOriginated } from "./user-originated.js";

/** One scope on its way through the events. */
interface Standing {
  readonly view?: ScopeView | undefined;
  /** An end stands: only a later act of the person themselves lifts it (3.4 rules 2 to 4). */
  readonly barred: boolean;
  /**
   * Somebody asked or agreed before: without that, a confirmation confirms nothing. An import does not count: it could
   * supply the question to an answer and so lift what it must not lift.
   */
  readonly asked: boolean;
  /**
   * Numbers of the business on which WhatsApp's own stop stands. It is set for each number by itself, so a resume on one
   * gives nothing back while another is still stopped (compliance 1.3).
   */
  readonly nativeStops?: readonly string[] | undefined;
  /** When the last erasure was stored, in milliseconds. */
  readonly erasedAt?: number | undefined;
}

const START: Standing = { barred: false, asked: false };

/**
 * Runs one scope through its events (ordered by `inOrder`): the state machine of compliance 3.4. What time does
 * between two events is applied at the instant of the later one, so that no clock is needed.
 */
export function foldScope(ordered: readonly ConsentEvent[], scope: Scope | "all"): ScopeView | undefined {
  let standing = START;
  for (const event of ordered) {
    if (reaches(event, scope)) standing = next(settled(standing, actedAt(event)), event);
  }
  return standing.view;
}

/** A hold that ran out before this instant has become a withdrawal, with all that a withdrawal bars. */
function settled(standing: Standing, now: number): Standing {
  const { view } = standing;
  if (view?.hold === undefined || Date.parse(view.hold.until) > now) return standing;
  return { ...standing, view: timeApplied(view, now), barred: true };
}

function next(standing: Standing, event: ConsentEvent): Standing {
  switch (event.action) {
    case "request":
      return request(standing, event);
    case "grant":
    case "reconfirm":
      return give({ ...standing, asked: standing.asked || event.method !== "import" }, event);
    case "confirm":
      return isAnswer(standing) ? give(standing, event) : standing;
    case "deny":
    case "withdraw":
      return end(standing, event);
    case "erase":
      return {
        ...end({ ...standing, asked: false }, event),
        erasedAt: Math.max(standing.erasedAt ?? 0, Date.parse(event.recordedAt)),
      };
    case "invalidate":
      return invalidate(standing, event);
    case "expire":
      return expire(standing, event);
    case "hold":
      return hold(standing, event);
    case "release":
      return release(standing);
    case "suppress":
    case "unsuppress":
      return standing;
  }
}

/** Is there something to say yes to: a question, or a consent (be it imported) that nobody has ended or put in doubt? */
function isAnswer({ asked, barred, view }: Standing): boolean {
  return asked || (!barred && view !== undefined && view.hold === undefined);
}

function give(given: Standing, event: ConsentEvent): Standing {
  const standing = { ...given, nativeStops: stopsAfter(given.nativeStops, event) };
  if (standing.barred && (!lifts(standing, event) || standing.nativeStops.length > 0)) return standing;
  const before = standing.view;
  const live = timeApplied(before, actedAt(event));
  const stands = live?.state === "granted" ? live : undefined;
  // An import adds nothing to better evidence that still stands.
  if (event.method === "import" && stands !== undefined && stands.verification !== "none") return standing;
  const kept = stands ?? (event.action === "reconfirm" && before?.state === "granted" ? before : undefined);
  const verification = better(kept?.verification ?? "none", verificationOf(event));
  // The person's own later yes answers the question of a hold; anybody else's leaves it open.
  const question = isUserOriginated(event) ? undefined : before?.hold;
  return { ...standing, view: viewOf(event, "granted", { verification, hold: question }), barred: false };
}

/** What is still stopped after an opt-in: after WhatsApp's own resume the other numbers, after any other act of the person none. */
function stopsAfter(stops: readonly string[] = [], event: ConsentEvent): readonly string[] {
  if (stops.length === 0 || !isUserOriginated(event)) return stops;
  const number = event.evidence?.phoneNumberId;
  return isNative(event) && number !== undefined ? stops.filter((stop) => stop !== number) : [];
}

function isNative({ method }: ConsentEvent): boolean {
  return method === "whatsapp_native" || method === "in_app_signup" || method === "webhook_error";
}

function lifts(standing: Standing, event: ConsentEvent): boolean {
  return (
    isUserOriginated(event) &&
    (standing.erasedAt === undefined || Date.parse(event.recordedAt) > standing.erasedAt)
  );
}

function request(standing: Standing, event: ConsentEvent): Standing {
  const asked = { ...standing, asked: standing.asked || event.method !== "import" };
  if (standing.barred && !isUserOriginated(event)) return asked;
  const now = timeApplied(standing.view, actedAt(event));
  // A reminder does not prolong the question; who agreed already is not asked.
  if (now?.state === "granted" || now?.state === "pending") return asked;
  const lapsesTo = now && withoutHold(now);
  return { ...asked, view: viewOf(event, "pending", { lapsesTo, hold: standing.view?.hold }) };
}

/** A "no" to the first question is a denial; a "no" after a yes, or after a withdrawal, is a withdrawal. */
function end(standing: Standing, event: ConsentEvent): Standing {
  const now = timeApplied(standing.view, actedAt(event));
  const before = now?.state === "pending" ? now.lapsesTo : now;
  const state =
    event.action === "deny" && before?.state !== "granted" && before?.state !== "withdrawn"
      ? "denied"
      : "withdrawn";
  const everything =
    event.scopes === "all" || event.action === "erase" || (standing.barred && before?.all === true);
  const number = isNative(event) ? event.evidence?.phoneNumberId : undefined;
  return {
    ...standing,
    view: { ...viewOf(event, state, {}), ...(everything ? { all: true } : {}) },
    barred: true,
    ...(number === undefined ? {} : { nativeStops: [...(standing.nativeStops ?? []), number] }),
  };
}

/** Void from the outside (a broken form, a number that changed hands). It never takes the place of an opt-out. */
function invalidate(standing: Standing, event: ConsentEvent): Standing {
  if (standing.barred) return standing;
  return { ...standing, view: viewOf(event, "invalidated", { hold: standing.view?.hold }) };
}

function expire(standing: Standing, event: ConsentEvent): Standing {
  const { view, barred } = standing;
  if (view?.state === "pending") return { ...standing, view: lapsed(view) };
  if (barred || view?.state !== "granted") return standing;
  return {
    ...standing,
    view: { ...viewOf(event, "expired", { hold: view.hold }), basis: view.basis, method: view.method },
  };
}

function hold(standing: Standing, event: ConsentEvent): Standing {
  const until = event.expiresAt ?? threeDaysAfter(event);
  // The question that ends first counts: a second ambiguous word does not give more time to stay silent.
  if (standing.barred || instant(standing.view?.hold?.until) <= instant(until)) return standing;
  const open = { since: event.occurredAt, until, eventId: event.id, method: event.method };
  return { ...standing, view: { ...(standing.view ?? viewOf(event, "unknown", {})), hold: open } };
}

function release(standing: Standing): Standing {
  const { view } = standing;
  if (view?.hold === undefined) return standing;
  const answered = withoutHold(view);
  return { ...standing, view: answered.state === "unknown" ? undefined : answered };
}

function withoutHold({ hold: _hold, ...view }: ScopeView): ScopeView {
  return view;
}

/** A hold whose start cannot be read has run out: what is uncertain goes to the withdrawal. */
function threeDaysAfter(event: ConsentEvent): string {
  const start = Date.parse(event.occurredAt);
  return Number.isFinite(start) ? new Date(start + HOLD_LASTS_MS).toISOString() : event.occurredAt;
}

function verificationOf(event: ConsentEvent): Verification {
  if (event.method === "import") return "none";
  return event.action === "confirm" && isUserOriginated(event) ? "confirmed" : "single";
}

const STRENGTH: readonly Verification[] = ["none", "single", "confirmed"];

function better(a: Verification, b: Verification): Verification {
  return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}

function viewOf(
  event: ConsentEvent,
  state: ScopeState,
  extra: Pick<ScopeView, "hold" | "lapsesTo"> & { readonly verification?: Verification },
): ScopeView {
  const lasts = GIVES.includes(event.action) && !ENDS.includes(event.action);
  return {
    state,
    since: event.occurredAt,
    eventId: event.id,
    verification: extra.verification ?? "none",
    basis: event.basis,
    method: event.method,
    ...(lasts && event.expiresAt !== undefined ? { expiresAt: event.expiresAt } : {}),
    ...(lasts && event.reconfirmBy !== undefined ? { reconfirmBy: event.reconfirmBy } : {}),
    ...(extra.lapsesTo === undefined ? {} : { lapsesTo: extra.lapsesTo }),
    ...(extra.hold === undefined ? {} : { hold: extra.hold }),
  };
}
