import type { Decision } from "../core/index.js";
import type { DeliveryStatus, SendRecord } from "../ledger/index.js";

/** One accepted send. Accepted means that Meta took it; delivery is told by status webhooks. */
export interface SendReceipt {
  /** Ledger id, `snd_...`. */
  readonly id: string;
  /** Meta's message id, `wamid....`. */
  readonly messageId: string;
  /** `held_for_quality_assessment` and the like; only for templates. */
  readonly messageStatus?: string | undefined;
  /** True when an earlier call with the same idempotency key sent it: this call sent nothing. */
  readonly duplicate: boolean;
  /** The rule it stood on. Absent on a duplicate whose decision is no longer kept. */
  readonly decision?: Decision | undefined;
  /** Delivery as last heard. Usually only set on duplicates. */
  readonly status?: DeliveryStatus | undefined;
}

/** The receipt of a send that was accepted before. */
export function receiptOf(record: SendRecord & { readonly messageId: string }): SendReceipt {
  return {
    id: record.id,
    messageId: record.messageId,
    messageStatus: record.messageStatus,
    duplicate: true,
    decision: record.decision,
    status: record.status,
  };
}
