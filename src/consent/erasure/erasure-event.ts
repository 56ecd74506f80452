import { type Clock, newId, type Random } from "../../core/index.js";
import { invalidConsent } from "../check-facts.js";
import { EVERY_BRAND } from "../every-brand.js";
import type { ConsentActor, ConsentEvent } from "../types.js";

/** Why a person is erased, and who asked. */
export interface EraseOptions {
  /** Default: the person themselves. */
  readonly actor?: ConsentActor | undefined;
  /** Kept with the erasure: never put personal data here. */
  readonly reason?: string | undefined;
}

/** What became of an erasure. */
export interface EraseResult {
  readonly eventId: string;
  /** How many stored events were taken away. 0: nothing was known, and the person is marked all the same. */
  readonly erasedEvents: number;
}

/** The event that an erasure leaves behind: it names nobody. */
export function erasureEvent(
  { actor = { kind: "user" }, reason }: EraseOptions,
  clock: Clock,
  random: Random,
): Omit<ConsentEvent, "subject" | "erases"> {
  if (
    reason !== undefined &&
    (typeof reason !== "string" || /\d{5}/.test(reason.replace(/[\s().+-]/g, "")))
  ) {
    throw invalidConsent([
      { field: "reason", problem: "expected a text without a number: it outlives the erasure" },
    ]);
  }
  const now = clock.now();
  const at = new Date(now).toISOString();
  return {
    id: newId("cev", now, random),
    namespace: EVERY_BRAND,
    action: "erase",
    scopes: "all",
    occurredAt: at,
    recordedAt: at,
    actor,
    method: "api",
    basis: "consent",
    ...(reason === undefined ? {} : { reason }),
  };
}
