import type { Clock, PersonKey } from "../core/index.js";
import { SharedText, ToldEvent } from "./chain/index.js";
import { consentTerms } from "./consent-terms.js";
import { keyedEventId } from "./event-id.js";
import { GIVES } from "./event-order.js";
import { iso, recordedIso, SKEW_MS } from "./instants.js";
import type { ConsentEvent } from "./types.js";

/** Who acted, when (milliseconds since the epoch), and the caller's idempotency key. */
export type RepeatedAct = (subject: PersonKey, occurredAt: number, key: string) => ConsentEvent | undefined;

/** Files tell days or a few thousand instants; one that tells more is no slower than without. */
const INSTANTS_KEPT = 10_000;

/**
 * The same act as `event`, of other people at other times: what an import stores row after row. Undefined where it needs
 * `buildEvent`: when the time cannot be. What the rows share is made once, because an import makes millions of them.
 *
 * @param event from `buildEvent`, without end, jurisdiction and reason of its own.
 * @returns undefined when consent on this basis ends by itself.
 */
export function repeatedAct(event: ConsentEvent, clock: Clock): RepeatedAct | undefined {
  const { action, actor, basis, evidence, method, namespace, scopes } = event;
  const gives = GIVES.includes(action);
  if (evidence === undefined || (gives && basis !== "consent" && basis !== "written")) return undefined;
  const shared = new SharedText({ action, actor, basis, evidence, method, namespace, scopes });
  const idOf = keyedEventId({ namespace, action, scopes });
  const instants = new Map<number, { readonly at: string; readonly renew: string | undefined }>();
  const instantsOf = (time: number): { readonly at: string; readonly renew: string | undefined } => {
    const known = instants.get(time);
    if (known !== undefined) return known;
    const { reconfirmBy } = gives ? consentTerms(basis, time, undefined) : {};
    const made = { at: iso(time), renew: reconfirmBy === undefined ? undefined : iso(reconfirmBy) };
    if (instants.size < INSTANTS_KEPT) instants.set(time, made);
    return made;
  };
  return (subject, time, key) => {
    const now = clock.now();
    if (time > now + SKEW_MS) return undefined;
    const { at, renew } = instantsOf(time);
    return new ToldEvent(shared, {
      id: idOf(subject, key),
      occurredAt: at,
      reconfirmBy: renew,
      recordedAt: recordedIso(now),
      subject,
    });
  };
}
