/** The opt-in registry: events, their fold, evidence, keywords. */
export { buildEvent } from "./build-event.js";
export type { EventFacts } from "./build-event.js";
export { createConsentRegistry } from "./consent-registry.js";
export type {
  ConsentHistoryEntry,
  ConsentRegistry,
  ConsentStatus,
  ConsentSubject,
  EventResult,
  GrantInput,
  GrantResult,
  InternalConsentRegistry,
  SuppressInput,
  WithdrawInput,
} from "./consent-registry.js";
export type { AppendResult, ConsentStore, IdentityStore } from "./consent-store.js";
export { evidenceProblems } from "./evidence-problems.js";
export { emptyView, foldConsent } from "./fold-consent.js";
export { eventIdOfKey } from "./build-event.js";
export { keywordEvent, keywordKey, nativeStopFromSendError, preferenceEvent } from "./inbound-consent.js";
export type { ConsentAnswer } from "./inbound-consent.js";
export { classifyKeyword } from "./keywords/index.js";
export type { KeywordInput, KeywordMatch, KeywordOptions } from "./keywords/index.js";
export { OPT_OUT_BUTTONS, optOutConfirmation, optOutQuestion } from "./opt-out-texts.js";
export type { OptOutQuestion } from "./opt-out-texts.js";
export { scopeStateAt } from "./scope-state.js";
export type { ScopeStanding } from "./scope-state.js";
export { CONSENT_METHODS } from "./types.js";
export type {
  ConsentAction,
  ConsentActor,
  ConsentBasis,
  ConsentEvent,
  ConsentMethod,
  ConsentView,
  Evidence,
  Scope,
  ScopeState,
  ScopeView,
  SuppressionKind,
  Verification,
} from "./types.js";
export { isUserOriginated } from "./user-originated.js";
