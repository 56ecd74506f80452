import { ValidationError } from "./validation-error.js";

/**
 * Why this one person gets this message now (guard G2). `ref` names the thing that happened, `at` when it happened.
 *
 * For an appointment `at` is the time of the appointment, which may lie ahead.
 */
export interface Cause {
  readonly kind: CauseKind;
  /** Your own id of the event: order number, shipment id, login attempt, the consent event's id for `subscription`. */
  readonly ref: string;
  readonly at: Date | number;
  /** Distinguishes several messages about one event (`"shipped"`, `"delivered"`); part of the idempotency key. */
  readonly step?: string | undefined;
  /** For people who read the audit trail. Not sent. */
  readonly label?: string | undefined;
  /** `authentication` only: the person asked for this code just now (row 30). */
  readonly userInitiated?: boolean | undefined;
  /** The person gave their number for this very contract (an order placed): allows utility without a stored opt-in (row 10). */
  readonly basis?: "contract" | undefined;
  /** `reply` only: id of the inbound message that is answered (G2). */
  readonly inboundMessageId?: string | undefined;
  /** `incident` only: what happened and who declared it (G3). */
  readonly incident?: { readonly description: string; readonly declaredBy: string } | undefined;
}

export const CAUSE_KINDS = [
  "order",
  "shipment",
  "payment",
  "appointment",
  "ticket",
  "account",
  "authentication",
  "subscription",
  "consent",
  "incident",
  "reply",
] as const;

/** What kind of thing happened to a person. */
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** A cause after validation: `at` in milliseconds since the epoch. */
export type NormalisedCause = Omit<Cause, "at"> & { readonly at: number };

/**
 * Checks a cause.
 *
 * @throws {@link ValidationError} `INVALID_CAUSE` naming the field.
 */
export function parseCause(given: Cause): NormalisedCause {
  if (typeof given !== "object" || (given as unknown) === null)
    throw invalid("cause", `expected an object, got ${given === null ? "null" : typeof given}`);
  // Copied before it is checked: what a getter says later does not count.
  const input = { ...given };
  const value = input as Partial<Record<keyof Cause, unknown>>;
  if (!CAUSE_KINDS.includes(value.kind as CauseKind)) {
    throw invalid("cause.kind", `expected one of ${CAUSE_KINDS.join(", ")}`);
  }
  if (typeof value.ref !== "string" || value.ref.trim() === "" || value.ref.length > 256) {
    throw invalid("cause.ref", "expected your id of the event, 1 to 256 characters");
  }
  const at = value.at instanceof Date ? value.at.getTime() : value.at;
  if (typeof at !== "number" || !Number.isFinite(at)) {
    throw invalid("cause.at", "expected a Date or milliseconds since the epoch: when it happened");
  }
  if (
    value.step !== undefined &&
    (typeof value.step !== "string" || value.step === "" || value.step.length > 128)
  ) {
    throw invalid("cause.step", "expected 1 to 128 characters");
  }
  if (input.kind === "incident" && (!input.incident?.description || !input.incident.declaredBy)) {
    throw invalid("cause.incident", "an incident needs { description, declaredBy }");
  }
  return { ...input, at };
}

function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_CAUSE", `The cause of this send is not usable: ${field}: ${problem}.`, {
    fix: 'Say what happened to this person, for example { kind: "shipment", ref: "A-1001", at: shippedAt }.',
    problems: [{ field, problem }],
  });
}
