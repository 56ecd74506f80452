import type { ConsentEvent } from "../types.js";
import { canonicalJson } from "./canonical-json.js";

/** What the events of an import have in common. */
type Shared = Required<
  Pick<ConsentEvent, "action" | "actor" | "basis" | "evidence" | "method" | "namespace" | "scopes">
>;

/** What each of them has for itself. Ids and instants are letters, digits and signs that JSON leaves as they are. */
type Own = Pick<ConsentEvent, "id" | "occurredAt" | "reconfirmBy" | "recordedAt" | "subject">;

/** What they have in common, written down once: the texts between which each one's own members stand. */
export class SharedText {
  readonly beforeId: string;
  readonly beforeOccurredAt: string;
  readonly beforeSubject: string;

  constructor(readonly members: Shared) {
    const { action, actor, basis, evidence, method, namespace, scopes } = members;
    this.beforeId = `${canonicalJson({ action, actor, basis, evidence }).slice(0, -1)},"id":"`;
    this.beforeOccurredAt = `",${canonicalJson({ method, namespace }).slice(1, -1)},"occurredAt":"`;
    this.beforeSubject = `","scopes":${canonicalJson(scopes)},"subject":`;
  }
}

/** An event that knows its canonical text. A copy of it, which may differ, does not: the text is no member. */
export class ToldEvent implements ConsentEvent {
  declare readonly action: Shared["action"];
  declare readonly actor: Shared["actor"];
  declare readonly basis: Shared["basis"];
  declare readonly evidence: Shared["evidence"];
  declare readonly id: string;
  declare readonly method: Shared["method"];
  declare readonly namespace: string;
  declare readonly occurredAt: string;
  declare readonly reconfirmBy?: string;
  declare readonly recordedAt: string;
  declare readonly scopes: Shared["scopes"];
  declare readonly subject: string;
  readonly #text: string;

  constructor(shared: SharedText, { id, occurredAt, reconfirmBy, recordedAt, subject }: Own) {
    const { members } = shared;
    // Written out, by name: a spread costs more than all the rest.
    this.action = members.action;
    this.actor = members.actor;
    this.basis = members.basis;
    this.evidence = members.evidence;
    this.id = id;
    this.method = members.method;
    this.namespace = members.namespace;
    this.occurredAt = occurredAt;
    if (reconfirmBy !== undefined) this.reconfirmBy = reconfirmBy;
    this.recordedAt = recordedAt;
    this.scopes = members.scopes;
    this.subject = subject;
    const renew = reconfirmBy === undefined ? "" : `","reconfirmBy":"${reconfirmBy}`;
    const instants = `${occurredAt}${renew}","recordedAt":"${recordedAt}`;
    this.#text = `${shared.beforeId}${id}${shared.beforeOccurredAt}${instants}${shared.beforeSubject}${JSON.stringify(subject)}}`;
  }

  static textOf(event: ConsentEvent): string | undefined {
    return #text in event ? event.#text : undefined;
  }
}
