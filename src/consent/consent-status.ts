import type { PhoneNumber, Recipient } from "../core/index.js";
import { type ScopeStanding, scopeStateAt } from "./scope-state.js";
import type { ConsentEvent, ConsentView, Scope } from "./types.js";

/** Where one person stands. Safe to print and to serialise: a phone number is masked. */
export interface ConsentStatus {
  /** As the caller named them: a phone number (masked when printed), or a business-scoped user id. */
  readonly user: PhoneNumber | string;
  readonly namespace: string;
  /** Grows with every stored event. 0: nothing known. */
  readonly revision: number;
  /** As the events left them, without what time has done since: ask `state(scope)` for that. */
  readonly scopes: ConsentView["scopes"];
  readonly all?: ConsentView["all"];
  readonly suppression?: ConsentView["suppression"];
  readonly marketingHold?: ConsentView["marketingHold"];
  readonly timeZone?: ConsentView["timeZone"];
  readonly locale?: ConsentView["locale"];
  readonly jurisdiction?: ConsentView["jurisdiction"];
  /** Where a scope stands now, time applied. A suppression goes before it. */
  state(scope: Scope): ScopeStanding;
}

/** One stored event without the person's key: safe to print, except for what the evidence itself says. */
export type ConsentHistoryEntry = Omit<ConsentEvent, "subject">;

/** Makes the view of a store presentable: without the person's key, and a copy that nobody shares. */
export function consentStatus(recipient: Recipient, view: ConsentView, now: () => number): ConsentStatus {
  const { person: _person, namespace, revision, scopes, ...others } = structuredClone(view);
  const status = {
    user: recipient.kind === "phone" ? recipient.phone : recipient.userId,
    namespace,
    revision,
    scopes,
    ...others,
    state: (scope: Scope) => scopeStateAt(view, scope, now()),
  };
  return Object.defineProperty(status, "state", { enumerable: false });
}
