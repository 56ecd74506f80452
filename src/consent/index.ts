/** The opt-in registry: events, their fold, evidence, keywords. */
export { buildEvent } from "./build-event.js";
export type { EventFacts } from "./event-facts.js";
export type {
  ConfirmInput,
  ConsentSubject,
  DenyInput,
  GrantInput,
  HoldInput,
  InvalidateInput,
  MoveInput,
  ReleaseInput,
  RequestInput,
  SuppressInput,
  UnsuppressInput,
  WithdrawInput,
} from "./consent-inputs.js";
export type { ConsentHealth } from "./consent-health.js";
export type { ConsentReceipt, ReceiptEvent, ReceiptPurpose } from "./consent-receipt.js";
export { createConsentRegistry } from "./consent-registry.js";
export type {
  ConsentRegistry,
  EventResult,
  GrantResult,
  InternalConsentRegistry,
  KantaraOptions,
  ReadOptions,
} from "./registry-api.js";
export type { ConsentHistoryEntry, ConsentStatus } from "./consent-status.js";
export {
  canForgetText,
  canonicalJson,
  digestOf,
  GENESIS,
  newSalt,
  sealEvent,
  verifyChain,
  withoutText,
  writtenEvent,
} from "./chain/index.js";
export type { ChainEntry, ChainHead, ChainProblem, ChainReport, Seal } from "./chain/index.js";
export type {
  AppendOutcome,
  AppendResult,
  ConsentStore,
  IdentityStore,
  ImportCheckpoint,
} from "./consent-store.js";
export {
  admits,
  erasedKey,
  erasureKeys,
  EVERY_BRAND,
  isErasedKey,
  isMark,
  keyIdOf,
  missingErasureKey,
} from "./erasure/index.js";
export type { EraseOptions, EraseResult, ErasureKey, ErasureKeys } from "./erasure/index.js";
export { doubleOptIn } from "./double-opt-in.js";
export type { DoubleOptIn } from "./double-opt-in.js";
export { withKeywordScope } from "./keyword-scope.js";
export type { KeywordScope } from "./keyword-scope.js";
export type { KantaraReceipt, ReceiptController } from "./kantara-receipt.js";
export { checkOptInOffers, clickToChat, offeredConsent, qrCode, signupConsent } from "./offers/index.js";
export type { OfferAnswer, OptInOffer, QrCodeOptions } from "./offers/index.js";
export { createRegisterChecks } from "./registers/index.js";
export type { RegisterAnswer, RegisterChecks, SuppressionRegister } from "./registers/index.js";
export type { SubjectAccess } from "./subject-access.js";
export { evidenceProblems } from "./evidence-problems.js";
export { emptyView, FOLD_VERSION, foldConsent, revisionOf } from "./fold-consent.js";
export {
  keywordEvent,
  blockFromSendError,
  nativeStopFromSendError,
  preferenceEvent,
  READ_AS_KEYWORD,
} from "./inbound-consent.js";
export type { ConsentAnswer, InboundFact } from "./inbound-consent.js";
export { advertisedWords, classifyCaption, classifyKeyword, ownableWords } from "./keywords/index.js";
export type { KeywordInput, KeywordMatch, KeywordOptions } from "./keywords/index.js";
export type { OpenPrompt } from "./keywords/index.js";
export { openQuestions } from "./open-question.js";
export type { OpenQuestion } from "./open-question.js";
export { OPT_OUT_BUTTONS, optOutConfirmation, optOutQuestion } from "./opt-out-texts.js";
export type { OptOutQuestion, OptOutTexts } from "./opt-out-texts.js";
export { marketingHoldAt, scopeStateAt, suppressionAt } from "./scope-state.js";
export type { ScopeStanding } from "./scope-state.js";
export type {
  ExportOptions,
  ImportAction,
  ImportBatch,
  ImportField,
  ImportOptions,
  ImportProgress,
  ImportReport,
  ImportRowError,
  ImportSource,
} from "./transfer/index.js";
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
