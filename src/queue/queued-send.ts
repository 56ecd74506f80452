import { createHash } from "node:crypto";
import { type Cause, PhoneNumber, type RecipientInput, ValidationError } from "../core/index.js";
import type { TapTarget } from "../messages/index.js";

/** One send as the queue holds it: names and values, no code. */
export interface QueuedSend {
  readonly to: string;
  readonly from?: string | undefined;
  readonly template: { readonly name: string; readonly language: string };
  readonly params?: unknown;
  readonly cause: Cause & { readonly at: number };
  readonly idempotencyKey?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly identityKeyHash?: string | undefined;
  readonly bidMultiplier?: number | undefined;
  readonly tapTarget?: TapTarget | undefined;
  /** Milliseconds since the epoch: not before, and of no use after. */
  readonly notBefore?: number | undefined;
  readonly deadline?: number | undefined;
}

export function keyOf({ name, language }: { readonly name: string; readonly language: string }): string {
  return `${name} (${language})`;
}

/** BullMQ drops a job whose id it knows. The pipeline's own key holds beyond that, when the job is long deleted. */
export function jobIdOf({ from, to, template, cause, idempotencyKey }: QueuedSend): string {
  const parts = idempotencyKey ?? [template.name, template.language, cause.kind, cause.ref, cause.step ?? ""];
  return createHash("sha256")
    .update(JSON.stringify([from ?? "", to, parts]))
    .digest("hex")
    .slice(0, 32);
}

/** Parameters as they survive a queue: JSON makes a text of a Date, which no template takes. */
export function storable(params: unknown): unknown {
  if (params instanceof Date) return params.getTime();
  if (Array.isArray(params)) return params.map(storable);
  if (typeof params !== "object" || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, storable(value)]));
}

export function textOf(to: RecipientInput): string {
  return to instanceof PhoneNumber ? to.reveal() : to;
}

export function instantOf(field: string, value: Date | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const at = Number(value);
  if (Number.isFinite(at)) return at;
  throw new ValidationError("INVALID_OPTIONS", `The send cannot be queued: ${field} is no instant.`, {
    fix: "Give a Date, or milliseconds since the epoch.",
    problems: [{ field, problem: "expected a Date or a number" }],
  });
}
