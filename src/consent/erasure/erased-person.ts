import type { PersonKey } from "../../core/index.js";
import { StoreError } from "../../core/index.js";
import { actedAt } from "../event-order.js";
import { foldConsent } from "../fold-consent.js";
import type { ConsentEvent } from "../types.js";
import { isUserOriginated } from "../user-originated.js";

/** The namespace of an event that holds for every brand: only an erasure has it. */
export { EVERY_BRAND } from "../every-brand.js";

const PREFIX = "erased:";

/** The key of a person who was erased: it takes the place of their number everywhere. */
export function erasedKey(eventId: string): PersonKey {
  return `${PREFIX}${eventId}`;
}

export function isErasedKey(person: PersonKey): boolean {
  return person.startsWith(PREFIX);
}

/**
 * May this event of an erased person be stored? Only an opt-in, or the wish for one, that the person themselves gave
 * after the erasure: an import, an operator and a late webhook bring nothing back. Pure. Source: compliance 3.4, row
 * tombstone.
 *
 * @param events those of the person in the brand, erasures included.
 */
export function admits(events: readonly ConsentEvent[], event: ConsentEvent, person: PersonKey): boolean {
  if (!events.some(({ action }) => action === "erase")) return true;
  if (foldConsent(events, person, event.namespace).suppression?.kind !== "erased") return true;
  if ((event.action !== "grant" && event.action !== "request") || !isUserOriginated(event)) return false;
  return events
    .filter(({ action }) => action === "erase")
    .every(
      (erasure) =>
        actedAt(event) > actedAt(erasure) && Date.parse(event.recordedAt) > Date.parse(erasure.recordedAt),
    );
}

/** A store that holds marks of a key it was not given cannot tell who was erased: it must not open. */
export function missingErasureKey(keyIds: readonly string[]): StoreError {
  const text = keyIds.length === 0 ? "has no erasure key" : `lacks the erasure key ${keyIds.join(", ")}`;
  return new StoreError("ERASURE_KEY_MISSING", `The store ${text}.`, {
    fix: "Give the store its erasureKeys, old ones included: without them nobody knows who was erased.",
  });
}
