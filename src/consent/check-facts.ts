import { ValidationError, type ValidationProblem } from "../core/index.js";
import { EVERY_BRAND } from "./every-brand.js";
import type { EventFacts } from "./event-facts.js";
import { GIVES } from "./event-order.js";
import { CONSENT_METHODS } from "./types.js";

const SCOPES: readonly string[] = ["utility", "marketing", "marketing_night", "authentication", "calls"];
const ACTORS: readonly string[] = ["user", "operator", "system", "platform", "registry"];
const BASES: readonly string[] = [
  "consent",
  "written",
  "soft_opt_in",
  "implied_purchase",
  "implied_enquiry",
  "contract",
  "request",
];
const SUPPRESSIONS: readonly string[] = [
  "objection",
  "complaint",
  "legal",
  "registry",
  "reassigned",
  "blocked",
  "erased",
];
/** The widest instant that a Date can hold. */
const MAX_TIME = 8.64e15;

/**
 * Checks what a caller gave, member by member, whatever the types promised.
 *
 * @throws ValidationError `INVALID_CONSENT` listing every member that is unusable. Values are never repeated.
 */
export function checkFacts(facts: EventFacts): void {
  const given: Readonly<Partial<Record<keyof EventFacts, unknown>>> = facts;
  const problems: ValidationProblem[] = [];
  const check = (field: string, fine: boolean, problem: string): void => {
    if (!fine) problems.push({ field, problem });
  };
  const optional = (field: keyof EventFacts, test: (value: unknown) => boolean, problem: string): void =>
    check(field, given[field] === undefined || test(given[field]), problem);

  check(
    "namespace",
    isText(given.namespace) && given.namespace !== EVERY_BRAND,
    "expected the name of the brand",
  );
  checkScopes(facts, check);
  check("method", includes(CONSENT_METHODS, given.method), `expected one of ${CONSENT_METHODS.join(", ")}`);
  check(
    "actor.kind",
    includes(ACTORS, (given.actor as { kind?: unknown } | null | undefined)?.kind),
    `expected one of ${ACTORS.join(", ")}`,
  );
  optional("basis", (value) => includes(BASES, value), `expected one of ${BASES.join(", ")}`);
  optional("occurredAt", isInstant, INSTANT);
  optional("expiresAt", isInstant, INSTANT);
  optional("reason", isText, "expected a text");
  optional("jurisdiction", isText, "expected a country such as DE");
  optional("key", isText, "expected a text");
  if (given.action === "suppress" || given.suppression !== undefined)
    check("kind", includes(SUPPRESSIONS, given.suppression), `expected one of ${SUPPRESSIONS.join(", ")}`);
  checkEvidenceShape(given.evidence, check);
  if (problems.length > 0) throw invalidConsent(problems);
}

/** Bad input of a consent call. */
export function invalidConsent(problems: readonly ValidationProblem[]): ValidationError {
  const text = problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ");
  return new ValidationError("INVALID_CONSENT", `The consent event cannot be stored: ${text}.`, {
    fix: `Correct ${problems.map(({ field }) => field).join(", ")}.`,
    problems,
  });
}

/** Evidence that cannot change and was found well-formed: an import gives the same with each row. */
const sound = new WeakSet();

type Check = (field: string, fine: boolean, problem: string) => void;

function checkScopes(facts: EventFacts, check: Check): void {
  const scopes: unknown = facts.scopes;
  if (scopes === "all") {
    // GDPR 7(4), recital 43: consent is given purpose by purpose.
    check(
      "scopes",
      !GIVES.includes(facts.action),
      'an opt-in names its scopes, for example ["utility"]; "all" only ends consent',
    );
    return;
  }
  const fine = Array.isArray(scopes) && scopes.length > 0 && scopes.every(isScope);
  check("scopes", fine, `expected at least one of ${SCOPES.join(", ")} or topic:NAME`);
}

function checkEvidenceShape(evidence: unknown, check: Check): void {
  if (evidence === undefined || sound.has(evidence as object)) return;
  if (typeof evidence !== "object" || evidence === null || Array.isArray(evidence)) {
    check("evidence", false, "expected an object");
    return;
  }
  let plain = true;
  for (const [field, value] of Object.entries(evidence)) {
    const text = value === undefined || typeof value === "string";
    plain &&= text;
    const fine = text || (field === "channelsNamed" && isTexts(value));
    check(`evidence.${field}`, fine, field === "channelsNamed" ? "expected texts" : "expected a text");
  }
  const { collectedFrom, collectedTo } = evidence as { collectedFrom?: unknown; collectedTo?: unknown };
  const dated = isText(collectedFrom) && isText(collectedTo);
  const inOrder = !dated || Date.parse(collectedFrom) <= Date.parse(collectedTo);
  check("evidence.collectedFrom", inOrder, "expected two dates, collectedFrom not after collectedTo");
  if (plain && inOrder && Object.isFrozen(evidence)) sound.add(evidence);
}

const INSTANT = "expected a Date or milliseconds since the epoch";

function isInstant(value: unknown): boolean {
  const time = value instanceof Date ? value.getTime() : value;
  return typeof time === "number" && Math.abs(time) <= MAX_TIME;
}

function isScope(value: unknown): boolean {
  return typeof value === "string" && (SCOPES.includes(value) || /^topic:\S/.test(value));
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function includes(list: readonly string[], value: unknown): boolean {
  return typeof value === "string" && list.includes(value);
}
