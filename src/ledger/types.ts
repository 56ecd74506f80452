import type { CauseKind, Decision, Open, PersonKey, TemplateCategory } from "../core/index.js";

/**
 * What became of a send on our side.
 *
 * claimed: idempotency key taken, nothing left · refused, held: the policy said no, the key is free again ·
 * dispatching: written before the wire · accepted: Meta answered with a message id · failed: Meta said no, or it never
 * left; the key is free again · in_doubt: it left and nobody answered; the key stays taken.
 */
export type SendState = "claimed" | "refused" | "held" | "dispatching" | "accepted" | "failed" | "in_doubt";

/** Delivery state, folded as a lattice: sent < delivered < read < played; failed is terminal. */
export type DeliveryStatus = Open<"sent" | "delivered" | "read" | "played" | "failed">;

/** What a caller wanted to send: enough to audit and count, without the content. */
export interface SendIntent {
  /** `snd_...`; also travels as `biz_opaque_callback_data`. */
  readonly id: string;
  /** Unique while the send is not refused, held or failed. */
  readonly idempotencyKey: string;
  readonly phoneNumberId: string;
  readonly namespace: string;
  readonly person: PersonKey;
  readonly kind: Open<"template" | "text" | "image" | "interactive">;
  /** Category the send was decided under; undefined for free-form. */
  readonly category?: TemplateCategory | undefined;
  readonly template?: { readonly name: string; readonly language: string } | undefined;
  readonly cause?:
    | {
        readonly kind: CauseKind;
        readonly ref: string;
        readonly at: number;
        readonly step?: string | undefined;
      }
    | undefined;
  readonly createdAt: number;
}

export interface SendFailure {
  /** Waypost's or Meta's code. */
  readonly code: string | number;
  readonly message: string;
}

export interface SendRecord extends SendIntent {
  readonly state: SendState;
  readonly updatedAt: number;
  /** Meta's message id, once accepted (from the answer, or from the status webhook that settled a doubt). */
  readonly messageId?: string | undefined;
  /** `held_for_quality_assessment` and the like, from the answer. */
  readonly messageStatus?: string | undefined;
  readonly decision?: Decision | undefined;
  readonly failure?: SendFailure | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly statusAt?: number | undefined;
  readonly pricing?: Readonly<Record<string, unknown>> | undefined;
}
