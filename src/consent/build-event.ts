import { type Clock, newId, type Random, ValidationError } from "../core/index.js";
import { countryOf, recipientOfKey } from "../core/recipients.js";
import { checkFacts, invalidConsent } from "./check-facts.js";
import { withTextHash } from "./chain/index.js";
import { consentTerms } from "./consent-terms.js";
import { GIVES } from "./event-order.js";
import { repeatableEventId } from "./event-id.js";
import { evidenceProblems } from "./evidence-problems.js";
import type { EventFacts } from "./event-facts.js";
import { iso, recordedIso, SKEW_MS } from "./instants.js";
import { HOLD_LASTS_MS } from "./time-applied.js";
import type { ConsentBasis, ConsentEvent } from "./types.js";

/** Where the business is, when neither the event nor the person's number tells a country. */
interface BuildOptions {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
}

/**
 * Completes and checks an event; nothing is written. Adds the id (from the key or the WhatsApp message, so that the
 * same act told twice is one event; else a new one), when consent ends by its basis, and when it is to be renewed.
 *
 * @throws ValidationError `INVALID_CONSENT` (scopes, method, basis, instants, ...), also for an act more than five
 * minutes in the future; `EVIDENCE_MISSING` naming each missing field.
 */
export function buildEvent(
  facts: EventFacts,
  clock: Clock,
  random: Random,
  options: BuildOptions = {},
): ConsentEvent {
  checkFacts(facts);
  const now = clock.now();
  const occurredAt = millis(facts.occurredAt) ?? now;
  if (occurredAt > now + SKEW_MS)
    throw invalidConsent([{ field: "occurredAt", problem: "lies more than five minutes in the future" }]);
  const gives = GIVES.includes(facts.action);
  const basis = facts.basis ?? "consent";
  if (gives) checkEvidence(facts, basis);
  const terms = gives ? consentTerms(basis, occurredAt, countryFor(facts, basis, options)) : {};
  const holdEnds = facts.action === "hold" ? occurredAt + HOLD_LASTS_MS : undefined;
  const expiresAt = millis(facts.expiresAt) ?? holdEnds ?? terms.expiresAt;
  if (expiresAt !== undefined && expiresAt <= occurredAt) {
    throw invalidConsent([{ field: "expiresAt", problem: "must be later than occurredAt" }]);
  }
  const id = repeatableEventId(facts, facts.evidence?.messageId) ?? newId("cev", now, random);
  // Members by name, as the chain writes them.
  return {
    action: facts.action,
    actor: present(facts.actor),
    basis,
    ...(facts.evidence === undefined
      ? {}
      : { evidence: present(withTextHash(facts.action, facts.evidence)) }),
    ...(expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) }),
    id,
    ...(facts.jurisdiction === undefined ? {} : { jurisdiction: facts.jurisdiction }),
    method: facts.method,
    namespace: facts.namespace,
    occurredAt: iso(occurredAt),
    ...(facts.reason === undefined ? {} : { reason: facts.reason }),
    ...(terms.reconfirmBy === undefined ? {} : { reconfirmBy: iso(terms.reconfirmBy) }),
    recordedAt: recordedIso(now),
    scopes: facts.scopes === "all" ? "all" : [...new Set(facts.scopes)],
    subject: facts.subject,
    ...(facts.suppression === undefined ? {} : { suppression: facts.suppression }),
  };
}

function checkEvidence({ action, method, evidence = {} }: EventFacts, basis: ConsentBasis): void {
  const problems = evidenceProblems(action, method, basis, evidence);
  if (problems.length === 0) return;
  if (method === "webhook_error") throw invalidConsent(problems);
  throw new ValidationError(
    "EVIDENCE_MISSING",
    `An opt-in by ${method} needs its evidence: ${problems.map(({ field }) => field).join("; ")}.`,
    {
      fix: "Keep what proves it: the words the person saw, their language, and where they agreed.",
      problems,
    },
  );
}

/** The law of the person counts before that of the business. Only an enquiry depends on it: nothing is parsed otherwise. */
function countryFor(facts: EventFacts, basis: ConsentBasis, options: BuildOptions): string | undefined {
  if (basis !== "implied_enquiry") return undefined;
  if (facts.jurisdiction !== undefined) return facts.jurisdiction;
  const recipient = recipientOfKey(facts.subject);
  const own = recipient.kind === "phone" ? countryOf(recipient.phone) : recipient.userId.slice(0, 2);
  return own ?? options.country;
}

function millis(value: Date | number | undefined): number | undefined {
  return value instanceof Date ? value.getTime() : value;
}

/** A stored event has no empty members, so that it reads the same from every store; members stand by name. */
function present<T extends object>(value: T): T {
  const known = frozen.get(value);
  if (known !== undefined) return known as T;
  const given = value as Readonly<Record<string, unknown>>;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(given).sort()) if (given[name] !== undefined) kept[name] = given[name];
  if (Object.isFrozen(value)) frozen.set(value, Object.freeze(kept));
  return kept as T;
}

/** What cannot change need not be looked through again: an import gives the same evidence with each row. */
const frozen = new WeakMap<object, object>();
