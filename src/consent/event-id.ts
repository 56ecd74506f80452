import type { PersonKey } from "../core/index.js";
import type { ConsentAction, ConsentMethod, Scope } from "./types.js";

/** What makes two reports one act. */
export interface EventIdentity {
  readonly namespace: string;
  readonly subject: PersonKey;
  readonly action: ConsentAction;
  readonly scopes: readonly Scope[] | "all";
  readonly method: ConsentMethod;
  /** The caller's idempotency key. */
  readonly key?: string | undefined;
  /** WhatsApp message that carried the act. */
  readonly messageId?: string | undefined;
}

/**
 * The id of an act that can be told again: by the caller's key, else, on WhatsApp, by its message. Undefined where
 * there is neither: every report is then an act of its own.
 *
 * Brand, person, action and scopes belong to it, so that a key used twice for different acts never swallows an opt-out. They
 * are hashed, because the id goes into logs and the subject is a phone number (and so does a message id hold one).
 */
export function repeatableEventId(identity: EventIdentity): string | undefined {
  const { namespace, subject, action, method, key, messageId } = identity;
  const act = [
    namespace,
    subject,
    action,
    identity.scopes === "all" ? "all" : [...identity.scopes].sort().join(" "),
  ];
  if (key !== undefined) return `cev_${fingerprint(["key", ...act, key])}`;
  if (messageId === undefined || !method.startsWith("whatsapp_")) return undefined;
  return `cev_${fingerprint(["message", ...act, method, messageId])}`;
}

/** 106 bits as 22 base-36 characters. Tells acts apart; it is no secret and no signature. */
function fingerprint(parts: readonly string[]): string {
  const text = JSON.stringify(parts);
  return (
    hash53(text, 0x9e3779b9).toString(36).padStart(11, "0") +
    hash53(text, 0x85ebca6b).toString(36).padStart(11, "0")
  );
}

/** cyrb53 (public domain): two multiply-xor lanes of 32 bits, 53 of which fit a number. */
function hash53(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
