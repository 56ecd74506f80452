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
  const { namespace, subject, action, scopes, method, key } = identity;
  if (key !== undefined) return keyedEventId(identity)(subject, key);
  if (messageId === undefined || !method.startsWith("whatsapp_")) return undefined;
  return idOf(JSON.stringify(["message", namespace, subject, action, scopesText(scopes), method, messageId]));
}

/** The id by the caller's key, of one act of many people: what they share is written down once. */
export function keyedEventId({
  namespace,
  action,
  scopes,
}: Pick<EventIdentity, "namespace" | "action" | "scopes">): (subject: PersonKey, key: string) => string {
  const before = `["key",${JSON.stringify(namespace)}`;
  const between = `${JSON.stringify(action)},${JSON.stringify(scopesText(scopes))}`;
  return (subject, key) => idOf(`${before},${JSON.stringify(subject)},${between},${JSON.stringify(key)}]`);
}

function scopesText(scopes: EventIdentity["scopes"]): string {
  return scopes === "all" ? "all" : [...scopes].sort().join(" ");
}

/** 104 bits of SHA-256. Tells acts apart; it is no secret and no signature. */
function idOf(act: string): string {
  return `cev_${sha256(act).slice(0, 26)}`;
}
