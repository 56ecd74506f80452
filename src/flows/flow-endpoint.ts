import { FlowError } from "../core/index.js";
import type { FlowAnswer, IncomingFlowRequest } from "./flow-answer.js";
import { decryptFlowRequest } from "./flow-crypto.js";
import { importPrivateKey, type PrivateKey } from "./flow-keys.js";
import {
  clientErrorOf,
  type FlowClientError,
  type FlowRequest,
  flowRequestOf,
  type FlowScreen,
} from "./flow-request.js";
import { isSigned } from "./flow-signature.js";
import {
  fetchFlowHandler,
  nodeFlowHandler,
  type NodeFlowRequest,
  type NodeFlowResponse,
} from "./http-handlers.js";

type Answer = FlowScreen | Promise<FlowScreen>;

/** What the endpoint needs, and who answers its screens. */
export interface FlowEndpointOptions {
  /** PKCS#8 PEM; several while you rotate. */
  readonly privateKey: string | readonly string[];
  /** App secret that signs the requests; several while you rotate. */
  readonly appSecret: string | readonly string[];
  /** The person sent a screen: answer the next one, or `flowFinished(...)`. */
  readonly exchange: (request: FlowRequest) => Answer;
  /** The Flow was opened. Default: `exchange`. */
  readonly init?: ((request: FlowRequest) => Answer) | undefined;
  /** The person went back to a screen with `refresh_on_back`. Default: `exchange`. */
  readonly back?: ((request: FlowRequest) => Answer) | undefined;
  /** The phone reports an error of the Flow; it is acknowledged by itself. */
  readonly onClientError?: ((error: FlowClientError) => void) | undefined;
  /** A request that was not answered with a screen, and why: for your log. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** The endpoint behind Flows, for any host. */
export interface FlowEndpoint {
  /** For any framework: method, raw bytes and the header `X-Hub-Signature-256` in, status and body out. Never throws. */
  handle(request: IncomingFlowRequest): Promise<FlowAnswer>;
  /** For Fetch hosts: Hono, Next.js, Bun, Deno, Workers. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** For `node:http` and Express. Mount it before any body parser. */
  node(): (request: NodeFlowRequest, response: NodeFlowResponse) => void;
}

/**
 * The endpoint that feeds a Flow with data (Meta, implementing Flow endpoints): signature, decryption, ping, error
 * reports and the statuses that the phone understands are done here; you answer screens.
 *
 * 200 answered · 421 encrypted for another key: the phone fetches the public key and tries again · 427 the Flow token
 * is over (throw FlowError `FLOW_TOKEN_EXPIRED`) · 432 not signed by the app · 500 your handler failed.
 *
 * Meta wants an answer in less than a second; a slow endpoint is throttled, then blocked.
 */
export function createFlowEndpoint(options: FlowEndpointOptions): FlowEndpoint {
  const secrets = [options.appSecret].flat();
  if (secrets.length === 0 || secrets.some((secret) => typeof secret !== "string" || secret === "")) {
    throw new FlowError("FLOW_SIGNATURE_INVALID", "There is no app secret to check signatures with.", {
      fix: "Give appSecret: without it anybody could talk to the endpoint.",
    });
  }
  let keys: Promise<readonly PrivateKey[]> | undefined;
  const keysOf = (): Promise<readonly PrivateKey[]> =>
    (keys ??= Promise.all([options.privateKey].flat().map(importPrivateKey)));

  const answer = async (rawBody: Uint8Array, signature: string | null | undefined): Promise<FlowAnswer> => {
    if (!(await isSigned(rawBody, signature, secrets))) {
      throw new FlowError("FLOW_SIGNATURE_INVALID", "The request was not signed with the app secret.", {
        fix: "Check the app secret, and that the bytes arrive as they were sent.",
      });
    }
    const { request: raw, encrypt } = await decryptFlowRequest(parse(rawBody), await keysOf());
    const request = flowRequestOf(raw);
    if (request.action === "ping")
      return { status: 200, body: await encrypt({ data: { status: "active" } }) };
    const reported = clientErrorOf(request);
    if (reported !== undefined) {
      options.onClientError?.(reported);
      return { status: 200, body: await encrypt({ data: { acknowledged: true } }) };
    }
    try {
      const { screen, data = {} } = await handlerOf(options, request)(request);
      return { status: 200, body: await encrypt({ screen, data }) };
    } catch (error) {
      if (!FlowError.is(error) || error.code !== "FLOW_TOKEN_EXPIRED") throw error;
      report(options, error);
      return { status: 427, body: await encrypt({ error_msg: error.shown }) };
    }
  };

  const endpoint: FlowEndpoint = {
    handle: async ({ method = "POST", rawBody, signature }) => {
      if (method.toUpperCase() !== "POST") return { status: 405, body: "" };
      try {
        return await answer(rawBody, signature);
      } catch (error) {
        report(options, error);
        return { status: statusOf(error), body: "" };
      }
    },
    fetch: (request) => fetchFlowHandler(endpoint)(request),
    node: () => nodeFlowHandler(endpoint),
  };
  return endpoint;
}

function handlerOf(options: FlowEndpointOptions, { action }: FlowRequest): (request: FlowRequest) => Answer {
  const own = action === "INIT" ? options.init : action === "BACK" ? options.back : undefined;
  return own ?? options.exchange;
}

function statusOf(error: unknown): FlowAnswer["status"] {
  if (!FlowError.is(error)) return 500;
  switch (error.code) {
    case "FLOW_SIGNATURE_INVALID":
      return 432;
    case "FLOW_DECRYPT_FAILED":
      return 421;
    case "FLOW_REQUEST_INVALID":
      return 400;
    default:
      return 500;
  }
}

/** A logger that fails must not fail the answer. */
function report({ onFailure }: FlowEndpointOptions, error: unknown): void {
  try {
    onFailure?.(error);
  } catch {
    // Nothing more can be done with it.
  }
}

function parse(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch {
    return undefined;
  }
}
