import { type Clock, type Logger, type Random, TransportError, ValidationError } from "../core/index.js";
import { appSecretProof } from "./app-secret-proof.js";
import { GraphApiError, graphErrorOf } from "./graph-api-error.js";
import { retryDelay } from "./retry-delay.js";
import type { Transport, TransportRequest } from "./transport.js";

export interface GraphClientOptions {
  readonly transport: Transport;
  readonly accessToken: string | (() => string | Promise<string>);
  readonly clock: Clock;
  readonly logger: Logger;
  readonly apiVersion?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Given: every call carries `appsecret_proof`. */
  readonly appSecret?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly random?: Random | undefined;
}

export interface GraphRequestOptions {
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Meta took the message. */
export interface SendAnswer {
  readonly messageId: string;
  readonly messageStatus?: string | undefined;
  /** WhatsApp id of the person, which may differ from the number dialled. */
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
}

/** Graph with retries and typed errors. It knows nothing of policy: only the pipeline calls `sendMessage`. */
export interface GraphClient {
  get(path: string, options?: GraphRequestOptions): Promise<unknown>;
  post(path: string, options?: GraphRequestOptions): Promise<unknown>;
  delete(path: string, options?: GraphRequestOptions): Promise<unknown>;
  sendMessage(
    phoneNumberId: string,
    payload: Readonly<Record<string, unknown>>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<SendAnswer>;
}

type Call = GraphRequestOptions & {
  readonly method: TransportRequest["method"];
  readonly path: string;
  readonly idempotent: boolean;
};

const DEFAULT_VERSION = "v26.0";
const DEFAULT_BASE = "https://graph.facebook.com";

/** @throws ValidationError `INVALID_OPTIONS` for a base URL, version or token that cannot be one. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { transport, clock, logger, timeoutMs = 15_000, maxRetries = 2, random = Math.random } = options;
  const root = rootOf(options.baseUrl ?? DEFAULT_BASE, options.apiVersion ?? DEFAULT_VERSION);
  if (typeof options.accessToken === "string") checkToken(options.accessToken);

  const attempt = async (call: Call): Promise<unknown> => {
    const token =
      typeof options.accessToken === "string" ? options.accessToken : checkToken(await options.accessToken());
    const query = new URLSearchParams(call.query ?? {});
    if (options.appSecret !== undefined)
      query.set("appsecret_proof", await appSecretProof(token, options.appSecret));
    const search = query.toString();
    const answer = await transport.request({
      method: call.method,
      url: `${root}${call.path}${search === "" ? "" : `?${search}`}`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      timeoutMs,
      signal: call.signal,
    });
    const json = parseJson(answer.body);
    const error = graphErrorOf({ ...answer, json });
    // 206 carries an error beside what succeeded (groups, block list): the answer is the caller's to read.
    if (error !== undefined && answer.status !== 206) throw error;
    if (answer.status < 200 || answer.status > 299 || json === undefined) throw badAnswer(answer.status);
    return json;
  };

  const call = async (request: Call): Promise<unknown> => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(request);
      } catch (error) {
        const delay = retryDelay({
          error,
          attempt: tries,
          maxRetries,
          idempotent: request.idempotent,
          random,
        });
        if (delay === undefined) throw error;
        const code = GraphApiError.is(error) || TransportError.is(error) ? error.code : "UNKNOWN";
        logger.warn(
          { method: request.method, code, attempt: tries, delayMs: delay },
          "Graph call is repeated",
        );
        await clock.sleep(delay, request.signal).catch(() => {
          // Given up while waiting to repeat: what Meta said last is what happened.
          throw error;
        });
      }
    }
  };

  return {
    get: (path, rest) => call({ ...rest, method: "GET", path, idempotent: true }),
    post: (path, rest) => call({ ...rest, method: "POST", path, idempotent: false, body: rest?.body ?? {} }),
    delete: (path, rest) => call({ ...rest, method: "DELETE", path, idempotent: true }),
    sendMessage: async (phoneNumberId, payload, rest) => {
      const json = await call({
        ...rest,
        method: "POST",
        path: `/${phoneNumberId}/messages`,
        body: payload,
        idempotent: false,
      });
      return sendAnswerOf(json);
    },
  };
}

function sendAnswerOf(json: unknown): SendAnswer {
  const message = firstOf(json, "messages");
  const contact = firstOf(json, "contacts");
  const messageId = textOf(message?.id);
  if (messageId === undefined) throw badAnswer(200);
  return {
    messageId,
    messageStatus: textOf(message?.message_status),
    waId: textOf(contact?.wa_id),
    userId: textOf(contact?.user_id),
  };
}

type Json = Readonly<Record<string, unknown>>;

function firstOf(json: unknown, field: string): Json | undefined {
  const list = (json as Json)[field];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === "object" && first !== null ? (first as Json) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An answer that nobody who knows can have meant: a proxy's page, half a body, nothing. */
function badAnswer(status: number): TransportError {
  return new TransportError("BAD_ANSWER", `The answer (HTTP ${String(status)}) is not one of Graph's.`, {
    fix: "The request may have been carried out: look before you repeat it, and check proxies on the way.",
    requestLeft: true,
  });
}

function parseJson(body: string): unknown {
  try {
    const json = JSON.parse(body) as unknown;
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

function rootOf(baseUrl: string, version: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const local = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (
    url === undefined ||
    (url.protocol !== "https:" && !(url.protocol === "http:" && local)) ||
    url.search !== "" ||
    url.username !== ""
  ) {
    throw invalid("baseUrl", "expected an https URL without query (http only for localhost)");
  }
  if (!/^v\d+\.\d+$/.test(version)) throw invalid("apiVersion", 'expected a version such as "v26.0"');
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}/${version}`;
}

function checkToken(token: unknown): string {
  if (typeof token !== "string" || token === "" || !/^[\x21-\x7e]+$/.test(token)) {
    throw invalid(
      "accessToken",
      "expected a token without white space (a line end from a file is a common cause)",
    );
  }
  return token;
}

function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_OPTIONS", `Waypost cannot call Graph: ${field}: ${problem}.`, {
    fix: `Correct ${field}.`,
    problems: [{ field, problem }],
  });
}
