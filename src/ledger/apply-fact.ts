import { foldStatus } from "./fold-status.js";
import type { StatusFact } from "./ledger-store.js";
import type { SendRecord, SendState } from "./types.js";

/** States in which a send counts against caps and fan-out. */
export const COUNTED_STATES: readonly SendState[] = ["claimed", "dispatching", "accepted", "in_doubt"];

/** States in which a status webhook proves that Meta accepted the send after all. */
const OPEN: readonly SendState[] = ["dispatching", "in_doubt"];

/**
 * A send after a status webhook. Pure. Settles a send in doubt, folds the status as a lattice, keeps the failure of a
 * failed one and the price of the first status that names it.
 */
export function applyStatusFact(record: SendRecord, fact: StatusFact): SendRecord {
  const status = foldStatus(record.status, fact.status);
  const moved = status !== record.status;
  return {
    ...record,
    state: OPEN.includes(record.state) ? "accepted" : record.state,
    messageId: record.messageId ?? fact.messageId,
    status,
    statusAt: moved ? fact.at : record.statusAt,
    updatedAt: Math.max(record.updatedAt, fact.at),
    failure:
      fact.status === "failed"
        ? (fact.failure ?? record.failure)
        : OPEN.includes(record.state)
          ? undefined
          : record.failure,
    pricing: record.pricing ?? fact.pricing,
  };
}
