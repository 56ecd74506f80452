import type { PersonKey } from "../core/index.js";
import { EVERY_BRAND } from "./every-brand.js";
import { GIVES, inOrder } from "./event-order.js";
import { foldScope } from "./fold-scope.js";
import { foldSuppression } from "./fold-suppression.js";
import { reaches } from "./scope-reach.js";
import type { ConsentEvent, ConsentView, Scope, ScopeView } from "./types.js";

/**
 * Of the rule by which `foldConsent` folds: stores keep it with a view, and fold one of another version anew. Raise it with
 * every change of what the fold makes of events that may be stored already.
 */
export const FOLD_VERSION = 1;

/** A person of whom nothing is known. */
export function emptyView(person: PersonKey, namespace: string): ConsentView {
  return { person, namespace, revision: 0, scopes: {} };
}

/**
 * Folds a person's events (those of all their aliases) to where they stand towards one brand. Pure, without a clock,
 * and indifferent to order and repetition: the view is a function of the set of events.
 *
 * Precedence: suppression, then withdrawal and denial, then grant. The instants of the acts are compared and a tie goes
 * to the withdrawal. Only a later act of the person themselves lifts an end; an operator, an import or an API call
 * never does. `revision` is the number of distinct events, erased ones included: linking two people adds theirs, and
 * so exceeds both; erasing exceeds what was.
 *
 * What time does is left to `scopeStateAt`, `suppressionAt` and `marketingHoldAt`. Source: compliance 3.4.
 */
export function foldConsent(
  events: readonly ConsentEvent[],
  person: PersonKey,
  namespace: string,
): ConsentView {
  const own = inOrder(
    events.filter((event) => event.namespace === namespace || event.namespace === EVERY_BRAND),
  );
  if (own.length === 0) return emptyView(person, namespace);
  const scopes: Partial<Record<Scope, ScopeView>> = {};
  for (const scope of namedScopes(own)) {
    const view = foldScope(own, scope);
    if (view !== undefined) scopes[scope] = view;
  }
  const all = foldScope(own, "all");
  const suppression = foldSuppression(own);
  const hold = scopes.marketing?.hold;
  const { timeZone, locale, jurisdiction } = newestOf(own);
  return {
    person,
    namespace,
    revision: revisionOf(own),
    scopes,
    ...(all === undefined ? {} : { all }),
    ...(suppression === undefined ? {} : { suppression }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(locale === undefined ? {} : { locale }),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(hold === undefined
      ? {}
      : { marketingHold: { since: hold.since, until: hold.until, eventId: hold.eventId } }),
  };
}

/** What the newest act that says it tells of the person. */
function newestOf(
  ordered: readonly ConsentEvent[],
): Pick<ConsentView, "timeZone" | "locale" | "jurisdiction"> {
  const newest = (read: (event: ConsentEvent) => string | undefined): string | undefined => {
    const event = ordered.findLast((one) => read(one) !== undefined);
    return event && read(event);
  };
  return {
    timeZone: newest(({ evidence }) => evidence?.timeZone),
    // START is on the English list, whoever writes it.
    locale: newest(({ method, evidence }) =>
      method === "whatsapp_keyword" || method === "whatsapp_button" ? undefined : evidence?.language,
    ),
    jurisdiction: newest((event) => event.jurisdiction),
  };
}

/** Of the distinct events of one person and brand. */
export function revisionOf(events: readonly ConsentEvent[]): number {
  return events.reduce((sum, { erases }) => sum + 1 + (erases?.length ?? 0), 0);
}

/**
 * Scopes that some event names, and those that an event reaches without naming them: marketing, where utility ended or a
 * hold was set; night hours, where everything was granted and only an end of marketing tells that they ended.
 */
function namedScopes(events: readonly ConsentEvent[]): readonly Scope[] {
  const named = new Set(events.flatMap((event) => (event.scopes === "all" ? [] : event.scopes)));
  if (events.some((event) => !reaches(event, "all") && reaches(event, "marketing"))) named.add("marketing");
  if (events.some((event) => event.scopes === "all" && GIVES.includes(event.action)))
    named.add("marketing_night");
  return [...named].sort();
}
