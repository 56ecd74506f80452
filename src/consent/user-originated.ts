import type { ConsentEvent, ConsentMethod } from "./types.js";

/** Methods by which only the person themselves can act (3.4 rule 4). */
const BY_THE_PERSON: readonly ConsentMethod[] = [
  "web_form",
  "app",
  "whatsapp_keyword",
  "whatsapp_button",
  "whatsapp_flow",
  "whatsapp_native",
  "in_app_signup",
  "sms",
  "email",
];

/**
 * True when the person themselves did it. Only such an act lifts a withdrawal, a refusal or an erasure; an operator, an
 * import or an API call never does.
 */
export function isUserOriginated(event: Pick<ConsentEvent, "method" | "actor" | "evidence">): boolean {
  if (event.actor.kind !== "user") return false;
  if (BY_THE_PERSON.includes(event.method)) return true;
  return event.method === "paper" && event.evidence?.documentRef !== undefined;
}
