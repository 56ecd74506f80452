import type { NormalisedCause, PersonKey } from "../core/index.js";

/**
 * The idempotency key of a business-initiated send (guard G23): same sender, person, template, language, cause and
 * step are the same message. Readable parts are joined, not hashed, so that no two inputs collide.
 */
export function templateIdempotencyKey(parts: {
  readonly phoneNumberId: string;
  readonly person: PersonKey;
  readonly template: string;
  readonly language: string;
  readonly cause: Pick<NormalisedCause, "kind" | "ref" | "step">;
}): string {
  const { phoneNumberId, person, template, language, cause } = parts;
  return JSON.stringify([
    "t",
    phoneNumberId,
    person,
    template,
    language,
    cause.kind,
    cause.ref,
    cause.step ?? "",
  ]);
}

/** A key that the caller gave: kept apart from derived keys, and per sender and person. */
export function givenIdempotencyKey(phoneNumberId: string, person: PersonKey, key: string): string {
  return JSON.stringify(["k", phoneNumberId, person, key]);
}

/** A send without a natural key (a free-form reply): its own id, so that it is never taken for another. */
export function uniqueIdempotencyKey(sendId: string): string {
  return JSON.stringify(["u", sendId]);
}

/** The key of the same message after two people turned out to be one; other keys stay as they are. */
export function rekey(key: string, from: PersonKey, to: PersonKey): string {
  if (!/^\["[tk]",/.test(key)) return key;
  const parts = JSON.parse(key) as unknown[];
  return parts[2] === from ? JSON.stringify(parts.with(2, to)) : key;
}
