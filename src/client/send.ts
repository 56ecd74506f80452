import type { Decision, GroupRecipient, NormalisedCause, PersonKey, Recipient } from "../core/index.js";
import type { SendAnswer } from "../graph/index.js";
import type { SendIntent } from "../ledger/index.js";
import type { PolicyRequest, PolicySnapshot } from "../policy/index.js";
import type { SendTrace } from "../telemetry/index.js";
import type { TemplateDefinition } from "../templates/index.js";
import type { Engine } from "./engine.js";
import type { Reservation } from "./guards/reservation.js";
import type { SendContent } from "./guards/send-content.js";
import type { SendReceipt } from "./receipt.js";

/** A send whose arguments are normalised, bound and validated: what enters the pipeline. */
export interface PreparedSend {
  readonly kind: string;
  readonly recipient: Recipient | GroupRecipient;
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  readonly request: PolicyRequest;
  readonly template?: TemplateDefinition | undefined;
  readonly cause?: NormalisedCause | undefined;
  /** What the guards compare with other messages; undefined for what says nothing (a reaction). */
  readonly content?: SendContent | undefined;
  /** Undefined: every call is a message of its own. */
  readonly idempotencyKey: (sendId: string) => string;
  /** What must be there before the message can be built: a file that goes up. Runs once the policy allowed the send. */
  readonly prepare?: (() => Promise<void>) | undefined;
  /** The Marketing Messages API instead of `/messages`. */
  readonly route?: "marketing_messages" | undefined;
  /** The JSON for `POST /{phone-number-id}/messages`; the ledger id travels in it. */
  readonly payload: (sendId: string) => Record<string, unknown>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since the epoch after which it must not leave. */
  readonly deadline?: number | undefined;
}

/**
 * A send on its way: what the steps have learned so far. A class, so that every send has the same fields in the same
 * order: engines look them up several times faster than in objects that were put together.
 */
export class Send implements PreparedSend {
  readonly kind: string;
  readonly recipient: Recipient | GroupRecipient;
  readonly person: PersonKey;
  readonly phoneNumberId: string;
  readonly request: PolicyRequest;
  readonly template: TemplateDefinition | undefined;
  readonly cause: NormalisedCause | undefined;
  readonly content: SendContent | undefined;
  readonly idempotencyKey: PreparedSend["idempotencyKey"];
  readonly prepare: PreparedSend["prepare"];
  readonly route: PreparedSend["route"];
  readonly payload: PreparedSend["payload"];
  readonly signal: AbortSignal | undefined;
  readonly deadline: number | undefined;
  readonly engine: Engine;
  readonly intent: SendIntent;
  /** Set when somebody listens to `waypost:send`. */
  readonly trace: SendTrace | undefined;
  /** The same send once more, from the start: for a doubt that the caller wants resent. */
  readonly sendAgain: () => Promise<SendReceipt>;
  snapshot: PolicySnapshot | undefined = undefined;
  decision: Decision | undefined = undefined;
  /** On the injected clock and on the process's own. */
  decidedAt: { readonly clock: number; readonly process: number } | undefined = undefined;
  /** The places that it holds in the guards' counters. */
  reservation: Reservation | undefined = undefined;
  /** It holds one of the number's requests under way (G24). */
  underWay = false;
  answer: SendAnswer | undefined = undefined;
  /** Set when an earlier call already sent it: the remaining steps are skipped. */
  receipt: SendReceipt | undefined = undefined;

  constructor(
    prepared: PreparedSend,
    { engine, intent, trace, sendAgain }: Pick<Send, "engine" | "intent" | "trace" | "sendAgain">,
  ) {
    this.kind = prepared.kind;
    this.recipient = prepared.recipient;
    this.person = prepared.person;
    this.phoneNumberId = prepared.phoneNumberId;
    this.request = prepared.request;
    this.template = prepared.template;
    this.cause = prepared.cause;
    this.content = prepared.content;
    this.idempotencyKey = prepared.idempotencyKey;
    this.prepare = prepared.prepare;
    this.route = prepared.route;
    this.payload = prepared.payload;
    this.signal = prepared.signal;
    this.deadline = prepared.deadline;
    this.engine = engine;
    this.intent = intent;
    this.trace = trace;
    this.sendAgain = sendAgain;
  }
}

/** Undefined: it is done, with nothing to wait for. */
export type Step = (send: Send) => Promise<unknown> | undefined;
