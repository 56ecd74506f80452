import type { PersonKey } from "../core/index.js";
import type { EventFacts } from "./event-facts.js";
import { ENDS, GIVES } from "./event-order.js";
import { isMarketing } from "./scope-reach.js";
import type { ConsentEvent } from "./types.js";

/**
 * What a change of number does to one brand's consent: every opt-out, refusal and suppression follows the person to the
 * new number, and so does consent to anything but marketing; marketing has to be agreed to anew. Under the old number
 * all consent becomes void: somebody else may get it. Pure, and the same again when it is told twice. Source:
 * compliance 3.6, re-assignment.
 */
export function movedPerson(facts: {
  readonly events: readonly ConsentEvent[];
  readonly namespace: string;
  readonly from: PersonKey;
  readonly to: PersonKey;
  /** Milliseconds since the epoch. */
  readonly at: number;
}): readonly EventFacts[] {
  const { events, namespace, from, to, at } = facts;
  const carried = events
    .filter((event) => event.namespace === namespace)
    .flatMap((event): EventFacts[] => {
      const scopes = scopesToCarry(event);
      return scopes === undefined ? [] : [copyOf(event, to, scopes)];
    });
  return [
    ...carried,
    {
      subject: from,
      namespace,
      action: "invalidate",
      scopes: "all",
      occurredAt: at,
      method: "api",
      actor: { kind: "platform" },
      reason: "number changed",
      key: `moved:${to}`,
    },
  ];
}

function scopesToCarry(event: ConsentEvent): EventFacts["scopes"] | undefined {
  if (event.action === "erase" || event.suppression === "reassigned") return undefined;
  if (ENDS.includes(event.action) || event.action === "suppress" || event.action === "unsuppress")
    return event.scopes;
  if (event.action === "hold" || event.action === "release") return event.scopes;
  if (!GIVES.includes(event.action) || event.scopes === "all") return undefined;
  const scopes = event.scopes.filter((scope) => !isMarketing(scope));
  return scopes.length === 0 ? undefined : scopes;
}

function copyOf(event: ConsentEvent, to: PersonKey, scopes: EventFacts["scopes"]): EventFacts {
  const { namespace, action, method, actor, basis, evidence, suppression, jurisdiction, reason } = event;
  return {
    subject: to,
    namespace,
    action,
    scopes,
    method,
    actor,
    basis,
    evidence,
    suppression,
    jurisdiction,
    reason: reason === undefined ? "from an earlier number" : `${reason} (from an earlier number)`,
    occurredAt: new Date(event.occurredAt),
    expiresAt: event.expiresAt === undefined ? undefined : new Date(event.expiresAt),
    key: `moved:${event.id}`,
  };
}
