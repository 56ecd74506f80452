import type { ConsentActor, ConsentEvent, ConsentMethod, Evidence } from "./types.js";

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
 * import or an API call never does. Both must agree: the method is one by which only the person can act (paper counts
 * with `documentRef`), and the actor is the person. Source: compliance 3.4 rule 4.
 */
export function isUserOriginated(event: Pick<ConsentEvent, "method" | "actor" | "evidence">): boolean {
  return event.actor.kind === "user" && isPersonal(event.method, event.evidence);
}

/** Who acted, where the caller does not say: the person, by a method that only they can use; else an operator. */
export function defaultActor(method: ConsentMethod, evidence: Evidence | undefined): ConsentActor {
  return { kind: isPersonal(method, evidence) ? "user" : "operator" };
}

function isPersonal(method: ConsentMethod, evidence: Evidence | undefined): boolean {
  if (BY_THE_PERSON.includes(method)) return true;
  return (
    method === "paper" && typeof evidence?.documentRef === "string" && evidence.documentRef.trim() !== ""
  );
}
