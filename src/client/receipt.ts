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

interface Settling {
  readonly settled: (sendId: string) => Promise<SettledSend>;
}

/** What waits is no field of it, so that it prints and compares as plain data. */
class Receipt implements SendReceipt {
  readonly id: string;
  readonly messageId: string;
  readonly messageStatus: string | undefined;
  readonly duplicate: boolean;
  readonly decision: Decision | undefined;
  readonly status: DeliveryStatus | undefined;
  readonly #settlement: Settling;

  constructor(settlement: Settling, fields: Omit<SendReceipt, "settled">) {
    this.id = fields.id;
    this.messageId = fields.messageId;
    this.messageStatus = fields.messageStatus;
    this.duplicate = fields.duplicate;
    this.decision = fields.decision;
    this.status = fields.status;
    this.#settlement = settlement;
  }

  /** By itself as well as called on its receipt. */
  get settled(): () => Promise<SettledSend> {
    return () => this.#settlement.settled(this.id);
  }
}

export function makeReceipt(settlement: Settling, fields: Omit<SendReceipt, "settled">): SendReceipt {
  return new Receipt(settlement, fields);
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
