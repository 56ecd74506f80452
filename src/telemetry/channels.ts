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

/**
 * Node's `diagnostics_channel`: tracing channels `waypost:send`, `waypost:http` and `waypost:webhook`, and the plain
 * channel `waypost:decision`. Nothing is paid for a channel that nobody listens to.
 */
export const sendChannel: TracingChannel<unknown, SendTrace> = tracingChannel("waypost:send");
export const httpChannel: TracingChannel<unknown, HttpTrace> = tracingChannel("waypost:http");
export const webhookChannel: TracingChannel<unknown, WebhookTrace> = tracingChannel("waypost:webhook");
const decisionChannel = channel("waypost:decision");

export function publishDecision(notice: () => DecisionNotice): void {
  if (decisionChannel.hasSubscribers) decisionChannel.publish(notice());
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
