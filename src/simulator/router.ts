import type { Delivery } from "./delivery.js";
import { errorOfCode, type Fault, type Faults } from "./faults.js";
import {
  badValue,
  errorEnvelope,
  invalidParameter,
  META_ERRORS,
  type MetaError,
  unknownObject,
} from "./meta-error.js";
import { sendMessage } from "./send-message.js";
import { type AcceptedMessage, type LoggedRequest, type SimulatorState, traceId } from "./simulator-state.js";
import { createTemplate, deleteTemplates, listTemplates, templateJson } from "./template-endpoints.js";
import type { WebhookOutbox } from "./webhook-outbox.js";

type Json = Readonly<Record<string, unknown>>;
type Outcome = { readonly error: MetaError } | { readonly json: Json };

export interface SimulatedRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | null | undefined;
  readonly body: string | undefined;
}

export interface SimulatedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer, or the way in which none comes. */
export type Handled =
  { readonly answer: SimulatedAnswer } | { readonly lost: "before" | "after" | "timeout" };

export interface Router {
  handle(request: SimulatedRequest): Handled;
}

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json;
}

/** Graph, as far as the simulator plays it: routes, token, faults, envelopes. */
export function createRouter(
  state: SimulatorState,
  parts: {
    readonly delivery: Delivery;
    readonly outbox: WebhookOutbox;
    readonly faults: Faults;
    readonly onRequest: (request: LoggedRequest) => void;
    readonly onAccepted: (message: AcceptedMessage) => void;
  },
): Router {
  const { delivery, outbox, faults } = parts;

  const route = ({ method, path, query, body }: Endpoint): Outcome => {
    const [id = "", edge = "", ...rest] = path.split("/").filter((segment) => segment !== "");
    if (rest.length > 0) return { error: notSimulated(method, path) };
    const number = state.numbers.get(id);
    if (number !== undefined) {
      if (method === "POST" && edge === "messages")
        return sendMessage(state, delivery, number, body, parts.onAccepted);
      if (method === "GET" && edge === "") {
        return {
          json: {
            id: number.id,
            display_phone_number: number.displayPhoneNumber,
            verified_name: number.verifiedName,
            quality_rating: "GREEN",
            platform_type: "CLOUD_API",
            throughput: { level: number.throughput > 80 ? "HIGH" : "STANDARD" },
          },
        };
      }
      return { error: notSimulated(method, path) };
    }
    if (id === state.businessAccountId) return accountEdge(method, path, edge, query, body);
    const template = state.templates.find((candidate) => candidate.id === id);
    if (template !== undefined && edge === "" && method === "GET") return { json: templateJson(template) };
    return { error: unknownObject(id) };
  };

  const accountEdge = (
    method: string,
    path: string,
    edge: string,
    query: URLSearchParams,
    body: Json,
  ): Outcome => {
    switch (`${method} ${edge}`) {
      case "POST message_templates":
        return createTemplate(state, outbox, body);
      case "GET message_templates":
        return listTemplates(state, query);
      case "DELETE message_templates":
        return deleteTemplates(state, query);
      case "POST subscribed_apps":
      case "DELETE subscribed_apps":
        return { json: { success: true } };
      case "GET phone_numbers":
        return {
          json: {
            data: [...state.numbers.values()].map(({ id, displayPhoneNumber, verifiedName }) => ({
              id,
              display_phone_number: displayPhoneNumber,
              verified_name: verifiedName,
            })),
          },
        };
      default:
        return { error: notSimulated(method, path) };
    }
  };

  const answer = (
    request: SimulatedRequest,
    endpoint: Endpoint,
    forced: MetaError | undefined,
  ): SimulatedAnswer => {
    const body = parseBody(request.body);
    const outcome: Outcome =
      tokenError(state, request.authorization) ??
      (forced === undefined ? undefined : { error: forced }) ??
      (body === undefined ? { error: badValue("The body is no JSON.") } : route({ ...endpoint, body }));
    const failed = "error" in outcome;
    const status = failed ? outcome.error.status : 200;
    const json = failed ? errorEnvelope(outcome.error, traceId(state)) : outcome.json;
    const logged: LoggedRequest = {
      method: request.method,
      path: endpoint.path,
      body,
      status,
      at: state.clock.now(),
    };
    state.requests.push(logged);
    parts.onRequest(logged);
    return {
      status,
      headers: { "content-type": "application/json; charset=UTF-8", "facebook-api-version": "v26.0" },
      body: JSON.stringify(json),
    };
  };

  return {
    handle: (request) => {
      const url = new URL(request.url);
      const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, "");
      const fault = faults.take({ method: request.method, path });
      if (fault === "reset_before") return { lost: "before" };
      const endpoint = { method: request.method, path, query: url.searchParams, body: {} };
      return spoil(
        answer(request, endpoint, typeof fault === "number" ? errorOfCode(fault) : undefined),
        fault,
      );
    },
  };
}

function spoil(answer: SimulatedAnswer, fault: Fault | undefined): Handled {
  switch (fault) {
    case "reset_after":
      return { lost: "after" };
    case "timeout":
      return { lost: "timeout" };
    case "garbled":
      return { answer: { ...answer, body: "<html><body>Bad gateway</body></html>" } };
    case "truncated":
      return { answer: { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) } };
    case "server_error":
      return { answer: { ...answer, status: 502, body: "" } };
    default:
      return { answer };
  }
}

function tokenError(
  state: SimulatorState,
  authorization: string | null | undefined,
): { readonly error: MetaError } | undefined {
  const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return { error: META_ERRORS.missingToken };
  return token === state.accessToken ? undefined : { error: META_ERRORS.badToken };
}

function notSimulated(method: string, path: string): MetaError {
  return invalidParameter(`The simulator does not play ${method} ${path}.`);
}

function parseBody(body: string | undefined): Json | undefined {
  if (body === undefined || body === "") return {};
  try {
    const json = JSON.parse(body) as unknown;
    return typeof json === "object" && json !== null ? (json as Json) : undefined;
  } catch {
    return undefined;
  }
}
