import type { Open } from "../core/index.js";

/** What a person did in a Flow, decrypted. */
export interface FlowRequest {
  readonly action: Open<"INIT" | "data_exchange" | "BACK" | "navigate">;
  /** Yours: given when the Flow was sent. Make it unguessable and use it once. */
  readonly flowToken: string;
  /** Screen that the person is on; absent with `INIT`. */
  readonly screen?: string | undefined;
  /** What the screen sent. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Version of the data API: `3.0` or `4.0`. */
  readonly version?: string | undefined;
  /** Meta's proof that the caller got that Flow message (data API 4.0). */
  readonly flowTokenSignature?: string | undefined;
  /** The request as it came. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The next screen, or the same with a message: `data.error_message` shows at the bottom. */
export interface FlowScreen {
  readonly screen: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** Something in the Flow went wrong on the person's phone (for example a screen that the routing model lacks). */
export interface FlowClientError {
  readonly error: string;
  readonly message?: string | undefined;
  readonly flowToken?: string | undefined;
  readonly screen?: string | undefined;
}

/**
 * Ends the Flow: its params arrive in the webhook as the person's answer.
 *
 * @param params - whatever you want to find there.
 */
export function flowFinished(flowToken: string, params: Readonly<Record<string, unknown>> = {}): FlowScreen {
  return {
    screen: "SUCCESS",
    data: { extension_message_response: { params: { ...params, flow_token: flowToken } } },
  };
}

export function flowRequestOf(raw: Readonly<Record<string, unknown>>): FlowRequest {
  return {
    action: textOf(raw.action) ?? "",
    flowToken: textOf(raw.flow_token) ?? "",
    screen: textOf(raw.screen),
    data: recordOf(raw.data),
    version: textOf(raw.version),
    flowTokenSignature: textOf(raw.flow_token_signature),
    raw,
  };
}

/** The error that a request reports instead of asking for a screen. */
export function clientErrorOf({ data, flowToken, screen }: FlowRequest): FlowClientError | undefined {
  const error = textOf(data.error);
  if (error === undefined) return undefined;
  return {
    error,
    message: textOf(data.error_message),
    flowToken: flowToken === "" ? undefined : flowToken,
    screen,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
