import { channel, tracingChannel, type TracingChannel } from "node:diagnostics_channel";

/** What subscribers of `waypost:send` see: no person, no content. `state`, `code` and `waitedMs` are there at the end. */
export interface SendTrace {
  readonly sendId: string;
  readonly kind: string;
  readonly phoneNumberId: string;
  readonly template?: string | undefined;
  category?: string | undefined;
  /** What became of it: `accepted`, `refused`, `held`, `failed`, `in_doubt`. */
  state?: string | undefined;
  /** Code of the refusal, hold or failure. */
  code?: string | number | undefined;
  /** Milliseconds that it waited for a token of its number. */
  waitedMs?: number | undefined;
  duplicate?: boolean | undefined;
}

/** What subscribers of `waypost:http` see. The path is without host, query and token. */
export interface HttpTrace {
  readonly method: string;
  readonly path: string;
  status?: number | undefined;
}

/** What subscribers of `waypost:webhook` see: one event with its handlers. */
export interface WebhookTrace {
  readonly type: string;
  readonly attempt: number;
}

/** Published on `waypost:decision`, whenever the policy decided about a send. */
export interface DecisionNotice {
  readonly sendId: string;
  readonly action: "allow" | "hold" | "refuse";
  readonly code?: string | undefined;
  readonly rule: string;
}

/** Published on `waypost:doubt`: a send left and nobody answered; later, how that ended. */
export interface DoubtNotice {
  readonly sendId: string;
  /** `accepted`: a status webhook proved it; `given_up`: none came in time (`inDoubt`). Told where the send was made. */
  readonly change: "began" | "accepted" | "given_up";
}

/** Published on `waypost:quality`, when Meta thinks otherwise of a template or a number than before. */
export interface QualityNotice {
  readonly of: "template" | "phone_number";
  /** Of a template. */
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  /** Of a template `GREEN`, `YELLOW`, `RED`, `UNKNOWN`; of a number what happened: `FLAGGED`, `UNFLAGGED`, ... */
  readonly quality: string;
  readonly previous?: string | undefined;
}

/**
 * Node's `diagnostics_channel`: tracing channels `waypost:send`, `waypost:http` and `waypost:webhook`, and the plain
 * channels `waypost:decision`, `waypost:doubt` and `waypost:quality`. Nothing is paid for a channel that nobody listens to.
 */
export const sendChannel: TracingChannel<unknown, SendTrace> = tracingChannel("waypost:send");
export const httpChannel: TracingChannel<unknown, HttpTrace> = tracingChannel("waypost:http");
export const webhookChannel: TracingChannel<unknown, WebhookTrace> = tracingChannel("waypost:webhook");
const decisionChannel = channel("waypost:decision");
export const doubtChannel = channel("waypost:doubt");
export const qualityChannel = channel("waypost:quality");

export function publishDecision(notice: () => DecisionNotice): void {
  if (decisionChannel.hasSubscribers) decisionChannel.publish(notice());
}

export function publishDoubt(notice: DoubtNotice): void {
  if (doubtChannel.hasSubscribers) doubtChannel.publish(notice);
}

export function publishQuality(notice: () => QualityNotice): void {
  if (qualityChannel.hasSubscribers) qualityChannel.publish(notice());
}

/** Runs the work under a tracing channel, if anybody listens. */
export function traced<Trace extends object, Result>(
  on: TracingChannel<unknown, Trace>,
  trace: () => Trace,
  work: (trace: Trace | undefined) => Promise<Result>,
): Promise<Result> {
  const listened =
    on.start.hasSubscribers ||
    on.end.hasSubscribers ||
    on.asyncStart.hasSubscribers ||
    on.asyncEnd.hasSubscribers ||
    on.error.hasSubscribers;
  if (!listened) return work(undefined);
  const context = trace();
  return on.tracePromise(() => work(context), context);
}
