import type { PersonKey } from "../core/index.js";
import { sha256 } from "./chain/index.js";
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
}

/**
 * The id of an act that can be told again: by the caller's key, else, on WhatsApp, by its message. Undefined where
 * there is neither: every report is then an act of its own.
 *
 * @param messageId the WhatsApp message that carried the act.
 *
 * Brand, person, action and scopes belong to it, so that a key used twice for different acts never swallows an opt-out. They
 * are hashed, because the id goes into logs and the subject is a phone number (and so does a message id hold one).
 */
export function repeatableEventId(identity: EventIdentity, messageId?: string): string | undefined {
  const { namespace, subject, action, method, key } = identity;
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

/** 104 bits of SHA-256. Tells acts apart; it is no secret and no signature. */
function fingerprint(parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 26);
}
