import type { Open } from "../core/index.js";
import type { SimulatorRequestLog } from "./events.js";
import { GraphFailure } from "./graph-failure.js";
import type { SentMessage } from "./sent-message.js";

/**
 * What goes wrong. A number is a Graph error code: nothing is carried out.
 *
 * - `reset_before`: no connection; nothing left the client, nothing reached Meta.
 * - `lost`: the request left and never arrived; the client cannot know.
 * - `reset_after`: **carried out**, then the connection breaks: the answer is lost.
 * - `timeout`: **carried out**, and the answer never comes.
 * - `garbled`: **carried out**, and the answer is a proxy's page.
 * - `truncated`: **carried out**, and half of the answer comes.
 */
export type FaultKind = "reset_before" | "lost" | "reset_after" | "timeout" | "garbled" | "truncated";

/** What goes wrong with a request. */
export interface Fault {
  readonly code: number | FaultKind;
  /** How many requests it hits. Default 1. */
  readonly times?: number | undefined;
  /** Only requests for which this is true. */
  readonly when?: ((request: Pick<SimulatorRequestLog, "method" | "path" | "body">) => boolean) | undefined;
  /** Graph codes: `error_data.details`. */
  readonly details?: string | undefined;
  /** Graph codes: sends `Retry-After` in seconds. */
  readonly retryAfterSeconds?: number | undefined;
}

/** What goes wrong with a delivery. */
export interface DeliveryFault {
  /** The code of the `failed` status, for example 131049 or 131053. */
  readonly code: number;
  readonly times?: number | undefined;
  readonly when?:
    ((message: Pick<SentMessage, "to" | "type" | "template" | "payload">) => boolean) | undefined;
  readonly details?: string | undefined;
}

/** Fault injection: what the next requests, and the next accepted messages, meet with. */
export interface Faults {
  /** The next request that fits fails in this way. Faults are used up in the order in which they were given. */
  next(fault: Fault): void;
  /** The next accepted message that fits gets a `failed` status with this code. */
  nextDelivery(fault: DeliveryFault): void;
  /** Forgets faults that were not used. */
  clear(): void;
  /** Faults that still wait for a request or message. */
  readonly pending: number;
}

export interface FaultBox extends Faults {
  takeForRequest(request: Pick<SimulatorRequestLog, "method" | "path" | "body">): Fault | undefined;
  takeForMessage(
    message: Pick<SentMessage, "to" | "type" | "template" | "payload">,
  ): DeliveryFault | undefined;
}

export function createFaults(): FaultBox {
  const requests: { fault: Fault; left: number }[] = [];
  const messages: { fault: DeliveryFault; left: number }[] = [];
  const take = <F extends Fault | DeliveryFault, Subject>(
    queue: { fault: F; left: number }[],
    subject: Subject,
  ): F | undefined => {
    if (queue.length === 0) return undefined;
    const index = queue.findIndex(
      ({ fault }) => (fault.when as ((subject: Subject) => boolean) | undefined)?.(subject) ?? true,
    );
    const entry = queue[index];
    if (entry === undefined) return undefined;
    if (--entry.left <= 0) queue.splice(index, 1);
    return entry.fault;
  };
  return {
    next: (fault) => {
      requests.push({ fault, left: fault.times ?? 1 });
    },
    nextDelivery: (fault) => {
      messages.push({ fault, left: fault.times ?? 1 });
    },
    clear: () => {
      requests.length = 0;
      messages.length = 0;
    },
    get pending() {
      return requests.length + messages.length;
    },
    takeForRequest: (request) => take(requests, request),
    takeForMessage: (message) => take(messages, message),
  };
}

export function faultFailure(fault: Fault, code: number): GraphFailure {
  return new GraphFailure(code, {
    details: fault.details ?? "Injected by the simulator.",
    headers:
      fault.retryAfterSeconds === undefined ? undefined : { "retry-after": String(fault.retryAfterSeconds) },
  });
}

/** How a broken exchange looks to the client. */
export type BrokenKind = Open<Exclude<FaultKind, "garbled" | "truncated">>;
