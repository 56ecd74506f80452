import type { Decision, SettledSend } from "../core/index.js";
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
  /**
   * Resolves when the first status webhook tells what became of the message: sent, delivered, read, or failed. Waits
   * as long as it takes; race it with a timer of your own where that matters.
   */
  settled(): Promise<SettledSend>;
}

/** A receipt; what waits is no field of it, so that it prints and compares as plain data. */
export function makeReceipt(
  settlement: { readonly settled: (sendId: string) => Promise<SettledSend> },
  fields: Omit<SendReceipt, "settled">,
): SendReceipt {
  return Object.defineProperty({ ...fields } as SendReceipt, "settled", {
    value: () => settlement.settled(fields.id),
    enumerable: false,
  });
}

/** The receipt of a send that was accepted before. */
export function receiptOf(record: SendRecord & { readonly messageId: string }): Omit<SendReceipt, "settled"> {
  return {
    id: record.id,
    messageId: record.messageId,
    messageStatus: record.messageStatus,
    duplicate: true,
    decision: record.decision,
    status: record.status,
  };
}
