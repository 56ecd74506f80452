import type { Json } from "./json.js";
import type { PhoneMessage } from "./people/phone-message.js";
import type { SentStatus } from "./sent-message.js";

/** One Graph request as the simulator saw it. Headers are not kept: they hold the token. */
export interface SimulatorRequestLog {
  readonly method: string;
  /** Without host, version and query: `/106540352242922/messages`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON or form fields that were sent. */
  readonly body: Json;
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number;
  /** HTTP status of the answer; 0 when none came back. */
  readonly status: number;
  /** Meta's code when it said no. */
  readonly errorCode?: number | undefined;
  /** The fault that was injected. */
  readonly fault?: string | undefined;
}

/** One POST of a webhook to the target. */
export interface WebhookLog {
  /** The same for all attempts at one delivery. */
  readonly deliveryId: string;
  readonly at: number;
  /** 1 for the first. */
  readonly attempt: number;
  /** True for a delivery that was taken already and is sent once more. */
  readonly duplicate: boolean;
  /** HTTP status; 0 when the target could not be reached. */
  readonly status: number;
  readonly fields: readonly string[];
  /** The bytes that were signed, as text. */
  readonly body: string;
}

/** What `sim.on` tells, for live transcripts. */
export interface SimulatorEvents {
  /** A message arrived on a phone, or was written on one. */
  readonly message: {
    readonly from: "business" | "user";
    readonly user: { readonly phone?: string | undefined; readonly userId: string; readonly name: string };
    readonly message: PhoneMessage;
  };
  /** A message changed its status. */
  readonly status: {
    readonly messageId: string;
    readonly to: string;
    readonly status: SentStatus;
    readonly at: number;
    readonly errorCode?: number | undefined;
  };
  readonly request: SimulatorRequestLog;
  readonly webhook: WebhookLog;
}
