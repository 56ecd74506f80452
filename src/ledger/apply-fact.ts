import { foldStatus } from "./fold-status.js";
import type { StatusFact } from "./ledger-store.js";
import type { SendFailure, SendRecord, SendState } from "./types.js";

/** States in which a send counts against caps and fan-out. */
export const COUNTED_STATES: readonly SendState[] = ["claimed", "dispatching", "accepted", "in_doubt"];

/** States in which nothing went out: the key is free, the record only explains. */
export const STOPPED_STATES: readonly SendState[] = ["refused", "held", "failed"];

/** It left and nobody answered: a status webhook proves that Meta accepted it after all. */
export const UNSETTLED_STATES: readonly SendState[] = ["dispatching", "in_doubt"];

/** Failure code of a send whose doubt was given up after the time the caller chose. */
export const DOUBT_EXPIRED = "DOUBT_EXPIRED";

/** What became of a send whose worker died before the wire. */
export const CLAIM_EXPIRED_FAILURE: SendFailure = {
  code: "CLAIM_EXPIRED",
  message: "Its worker died before the wire.",
};

/** Meta has it after all, also when the status came after the doubt was given up. */
function provesAcceptance(record: SendRecord): boolean {
  return UNSETTLED_STATES.includes(record.state) || record.failure?.code === DOUBT_EXPIRED;
}

/**
 * A send after a status webhook. Pure. Settles a send in doubt, folds the status as a lattice, keeps the failure of a
 * failed one and the price of the first status that names it.
 */
export function applyStatusFact(record: SendRecord, fact: StatusFact): SendRecord {
  const status = foldStatus(record.status, fact.status);
  const moved = status !== record.status;
  return {
    ...record,
    state: provesAcceptance(record) ? "accepted" : record.state,
    messageId: record.messageId ?? fact.messageId,
    status,
    statusAt: moved ? fact.at : record.statusAt,
    updatedAt: Math.max(record.updatedAt, fact.at),
    failure:
      fact.status === "failed"
        ? (fact.failure ?? record.failure)
        : provesAcceptance(record)
          ? undefined
          : record.failure,
    pricing: record.pricing ?? fact.pricing,
  };
}
