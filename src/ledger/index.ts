/** Every send and what became of it; idempotency; the store that all layers share. */
export {
  applyStatusFact,
  COUNTED_STATES,
  CLAIM_EXPIRED_FAILURE,
  DOUBT_EXPIRED,
  STOPPED_STATES,
  UNSETTLED_STATES,
} from "./apply-fact.js";
export type { AuditEntry, AuditStore } from "./audit-store.js";
export {
  givenIdempotencyKey,
  rekey,
  templateIdempotencyKey,
  uniqueIdempotencyKey,
} from "./idempotency-key.js";
export type { ClaimResult, CountQuery, LedgerStore, StatusFact } from "./ledger-store.js";
export { outcomeOf } from "./send-outcome.js";
export type { OutcomeQuery, SendOutcome } from "./send-outcome.js";
export { fromJsonColumn, recordOfRow, withoutEmptyFields, textOfColumn, toJsonColumn } from "./send-row.js";
export type { Store } from "./store.js";
export type { DeliveryStatus, SendFailure, SendIntent, SendRecord, SendState } from "./types.js";
export { tallyCost } from "./tally-cost.js";
export type { Charged, CostLine, CostSummary, RateCard } from "./tally-cost.js";
