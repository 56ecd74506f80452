/** Words that every layer shares. */
export { docsUrl } from "./docs-url.js";
export { WaypostError } from "./errors.js";
export type { WaypostErrorInit } from "./errors.js";
export { ValidationError } from "./validation-error.js";
export type { ValidationCode, ValidationProblem } from "./validation-error.js";
export type { HoldCode, PolicyCode, RefuseCode } from "./policy-code.js";
export type {
  AllowDecision,
  Decision,
  DecisionWarning,
  Facts,
  HoldDecision,
  RefuseDecision,
} from "./decision.js";
export { HeldError, refusalError, RefusedError, WindowClosedError } from "./policy-errors.js";
export { InDoubtError, StoreError, TransportError, WebhookSignatureError } from "./delivery-errors.js";
export type {
  SettledSend,
  SignatureMistake,
  StoreCode,
  TransportCode,
  WebhookSignatureCode,
} from "./delivery-errors.js";
export { MediaError } from "./media-error.js";
export type { MediaCode } from "./media-error.js";
export { FlowError } from "./flow-error.js";
export type { FlowCode } from "./flow-error.js";
export { DAY, HOUR, MINUTE, SECOND, systemClock } from "./clock.js";
export type { Clock } from "./clock.js";
export { newId } from "./random.js";
export type { Random } from "./random.js";
export { PhoneNumber } from "./phone-number.js";
export { personKeyOf } from "./person-key.js";
export type { PersonKey } from "./person-key.js";
export type { GroupRecipient, Recipient, RecipientInput } from "./recipient.js";
export { parseCategory } from "./category.js";
export type { TemplateCategory } from "./category.js";
export { parseCause } from "./cause.js";
export type { Cause, CauseKind, NormalisedCause } from "./cause.js";
export { UnansweredError } from "./unanswered-error.js";
export type { UnansweredCode } from "./unanswered-error.js";
export { redactingLogger, redactor, silentLogger } from "./logger.js";
export type { LogFields, Logger } from "./logger.js";
export { keepLimit, limited, limitOf } from "./documented-limit.js";
export { once } from "./once.js";
export { validationProblems } from "./validation-problems.js";
export type { Open } from "./open-union.js";
export { seededRandom } from "./seeded-random.js";
export { virtualClock } from "./virtual-clock.js";
export type { VirtualClock } from "./virtual-clock.js";
