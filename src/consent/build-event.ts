import {
  type Clock,
  DAY,
  MINUTE,
  newId,
  type PersonKey,
  type Random,
  ValidationError,
} from "../core/index.js";
import { evidenceProblems } from "./evidence-problems.js";
import {
  CONSENT_METHODS,
  type ConsentAction,
  type ConsentActor,
  type ConsentBasis,
  type ConsentEvent,
  type ConsentMethod,
  type Evidence,
  type Scope,
  type SuppressionKind,
} from "./types.js";

/** Two clocks may differ this much (3.4 rule 5). */
const SKEW_MS = 5 * MINUTE;
const MONTH = 30.4375 * DAY;

/** How long a basis lasts (3.4 rule 7). Consent itself does not expire, but is to be confirmed after 24 months. */
const EXPIRES_AFTER: Readonly<Partial<Record<ConsentBasis, number>>> = {
  implied_purchase: 24 * MONTH,
  implied_enquiry: 6 * MONTH,
  request: DAY,
};
const RECONFIRM_AFTER = 24 * MONTH;

const KNOWN_SCOPES: readonly string[] = [
  "utility",
  "marketing",
  "marketing_night",
  "authentication",
  "calls",
];

export interface EventFacts {
  readonly subject: PersonKey;
  readonly namespace: string;
  readonly action: ConsentAction;
  readonly scopes: readonly Scope[] | "all";
  readonly method: ConsentMethod;
  readonly actor: ConsentActor;
  readonly basis?: ConsentBasis | undefined;
  readonly evidence?: Evidence | undefined;
  readonly occurredAt?: Date | number | undefined;
  readonly expiresAt?: Date | number | undefined;
  readonly reason?: string | undefined;
  readonly suppression?: SuppressionKind | undefined;
  readonly jurisdiction?: string | undefined;
  /** Idempotency: the same key is the same act. */
  readonly key?: string | undefined;
}

/** The id of an event that was stored under a key of the caller's. */
export function eventIdOfKey(key: string): string {
  return `cev_key_${key}`;
}

/**
 * Completes and checks an event.
 *
 * @throws ValidationError `INVALID_CONSENT` (scopes, method, instants), `EVIDENCE_MISSING` naming what is missing.
 */
export function buildEvent(facts: EventFacts, clock: Clock, random: Random): ConsentEvent {
  const now = clock.now();
  const occurredAt = instant("occurredAt", facts.occurredAt) ?? now;
  if (occurredAt > now + SKEW_MS) throw invalid("occurredAt", "lies in the future");
  checkScopes(facts.scopes);
  if (!CONSENT_METHODS.includes(facts.method))
    throw invalid("method", `expected one of ${CONSENT_METHODS.join(", ")}`);
  const basis = facts.basis ?? "consent";
  const gives = facts.action === "grant" || facts.action === "confirm" || facts.action === "reconfirm";
  if (gives) checkEvidence(facts.method, basis, facts.evidence ?? {});
  const lasts = EXPIRES_AFTER[basis];
  const expiresAt =
    instant("expiresAt", facts.expiresAt) ?? (gives && lasts !== undefined ? occurredAt + lasts : undefined);
  const reconfirmBy = gives && basis === "consent" ? occurredAt + RECONFIRM_AFTER : undefined;
  const event = {
    id: facts.key === undefined ? newId("cev", now, random) : eventIdOfKey(facts.key),
    subject: facts.subject,
    namespace: facts.namespace,
    action: facts.action,
    scopes: facts.scopes,
    occurredAt: iso(occurredAt),
    recordedAt: iso(now),
    actor: facts.actor,
    method: facts.method,
    basis,
    evidence: facts.evidence,
    suppression: facts.suppression,
    jurisdiction: facts.jurisdiction,
    reason: facts.reason,
    expiresAt: expiresAt === undefined ? undefined : iso(expiresAt),
    reconfirmBy: reconfirmBy === undefined ? undefined : iso(reconfirmBy),
  };
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined),
  ) as unknown as ConsentEvent;
}

function checkScopes(scopes: unknown): void {
  if (scopes === "all") return;
  if (!Array.isArray(scopes) || scopes.length === 0)
    throw invalid("scopes", 'expected at least one scope, for example ["utility"]');
  const wrong = (scopes as readonly unknown[]).find(
    (scope) => typeof scope !== "string" || (!KNOWN_SCOPES.includes(scope) && !/^topic:\S/.test(scope)),
  );
  if (wrong !== undefined) throw invalid("scopes", `expected ${KNOWN_SCOPES.join(", ")} or topic:NAME`);
}

function checkEvidence(method: ConsentMethod, basis: ConsentBasis, evidence: Evidence): void {
  const problems = evidenceProblems(method, basis, evidence);
  if (problems.length === 0) return;
  throw new ValidationError(
    "EVIDENCE_MISSING",
    `An opt-in by ${method} needs its evidence: ${problems.map(({ field }) => field).join("; ")}.`,
    {
      fix: "Keep what proves it: the words the person saw, their language, and where they agreed.",
      problems,
    },
  );
}

function instant(field: string, value: Date | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const time = value instanceof Date ? value.getTime() : value;
  if (typeof time !== "number" || !Number.isFinite(time))
    throw invalid(field, "expected a Date or milliseconds since the epoch");
  return time;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_CONSENT", `The consent event cannot be stored: ${field} ${problem}.`, {
    fix: `Correct ${field}.`,
    problems: [{ field, problem }],
  });
}
