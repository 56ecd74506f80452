import { type Clock, type Logger, type Random, TransportError } from "../core/index.js";
import { appSecretProof } from "./app-secret-proof.js";
import { badAnswer } from "./bad-answer.js";
import { baseOf, checkToken, checkVersion } from "./check-options.js";
import { GraphApiError, graphErrorOf } from "./graph-api-error.js";
import { encodeBody, type GraphBody } from "./graph-body.js";
import { type GraphUsage, graphUsageOf } from "./graph-usage.js";
import { createMediaOpener } from "./open-media.js";
import { retryDelay } from "./retry-delay.js";
import { type SendAnswer, sendAnswerOf } from "./send-answer.js";
import type { Transport, TransportRequest, TransportResponse, TransportStream } from "./transport.js";

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
  /** Gets what Meta says of its quotas, after each answer that says so. */
  readonly onUsage?: ((usage: GraphUsage) => void) | undefined;
}

export interface GraphRequestOptions {
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One call in full, for what `get`, `post` and `delete` do not say. */
export interface GraphCall {
  readonly method: TransportRequest["method"];
  /** With its leading slash and without the version. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: GraphBody | undefined;
  /** True when doing it twice does no harm: then silence is answered with a repetition. Default: GET and DELETE. */
  readonly idempotent?: boolean | undefined;
  /** `api`: Meta's second host, api.facebook.com, which knows no versions. */
  readonly host?: "graph" | "api" | undefined;
  /** Another token for this call; `null` sends none. */
  readonly accessToken?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for each attempt, when the client's own are too few. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Awaited right before each attempt leaves; what it throws ends the call. */
  readonly beforeWire?: (() => Promise<void> | undefined) | undefined;
  /** Told of each answer after which the call is repeated. */
  readonly onRepeat?: ((error: unknown) => void) | undefined;
  /** Bytes of the file that left so far; begins anew with each attempt. */
  readonly onProgress?: ((sent: number) => void) | undefined;
}

/** Graph with retries and typed errors. It knows nothing of policy: only the pipeline calls `sendMessage`. */
export interface GraphClient {
  get(path: string, options?: GraphRequestOptions): Promise<unknown>;
  post(path: string, options?: GraphRequestOptions): Promise<unknown>;
  delete(path: string, options?: GraphRequestOptions): Promise<unknown>;
  /** Any call that is not a send. The caller vouches for the path (`guardGraphPath`). */
  request(call: GraphCall): Promise<unknown>;
  /**
   * Opens the file behind a media URL. The token goes to Meta's hosts and the base URL only; a redirect is followed to
   * one of them, without the token.
   *
   * @throws MediaError `MEDIA_HOST_REFUSED` for any other host, `MEDIA_URL_EXPIRED`; GraphApiError; TransportError.
   */
  openMedia(url: string, signal?: AbortSignal): Promise<TransportStream>;
  sendMessage(
    phoneNumberId: string,
    payload: Readonly<Record<string, unknown>>,
    options?: {
      readonly signal?: AbortSignal | undefined;
      /** Default `messages`. */
      readonly route?: "messages" | "marketing_messages" | undefined;
    } & Pick<GraphCall, "beforeWire" | "onRepeat">,
  ): Promise<SendAnswer>;
}

const DEFAULT_VERSION = "v26.0";
const DEFAULT_BASE = "https://graph.facebook.com";
const API_BASE = "https://api.facebook.com";

/** @throws ValidationError `INVALID_OPTIONS` for a base URL, version or token that cannot be one. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { transport, clock, logger, timeoutMs = 15_000, maxRetries = 2, random = Math.random } = options;
  const base = baseOf(options.baseUrl ?? DEFAULT_BASE);
  const root = `${base}/${checkVersion(options.apiVersion ?? DEFAULT_VERSION)}`;
  const apiRoot = base === DEFAULT_BASE ? API_BASE : base;
  if (typeof options.accessToken === "string") checkToken(options.accessToken);

  const currentToken = async (): Promise<string> =>
    typeof options.accessToken === "string" ? options.accessToken : checkToken(await options.accessToken());
  const tokenOf = (given: string | null | undefined): string | undefined | Promise<string> => {
    if (given !== undefined) return given === null ? undefined : checkToken(given);
    return typeof options.accessToken === "string" ? options.accessToken : currentToken();
  };
  const urlOf = async (call: GraphCall, token: string | undefined): Promise<string> => {
    const query = new URLSearchParams(call.query ?? {});
    if (options.appSecret !== undefined && token !== undefined)
      query.set("appsecret_proof", await appSecretProof(token, options.appSecret));
    const search = query.toString();
    const mark = call.path.includes("?") ? "&" : "?";
    return `${call.host === "api" ? apiRoot : root}${call.path}${search === "" ? "" : mark + search}`;
  };
  /** Without a query, which no send has, there is nothing to put together. */
  const isPlain = ({ query, host }: GraphCall): boolean =>
    query === undefined && host !== "api" && options.appSecret === undefined;

  const attempt = async (call: GraphCall): Promise<unknown> => {
    const given = tokenOf(call.accessToken);
    const token = typeof given === "object" ? await given : given;
    const url = isPlain(call) ? root + call.path : await urlOf(call, token);
    const { headers, body } = encodeBody(call.body, random, call.onProgress);
    const turn = call.beforeWire?.();
    if (turn !== undefined) await turn;
    const answer = await transport.request({
      method: call.method,
      url,
      headers: headersOf(token, headers, call.headers),
      body,
      timeoutMs: call.timeoutMs ?? timeoutMs,
      signal: call.signal,
    });
    const usage = options.onUsage && graphUsageOf(answer.headers);
    if (usage !== undefined) options.onUsage?.(usage);
    const json = parseJson(withoutToken(answer, token));
    const error = graphErrorOf({ status: answer.status, headers: answer.headers, json });
    // 206 carries an error beside what succeeded (groups, block list): the answer is the caller's to read.
    if (error !== undefined && answer.status !== 206) throw error;
    if (answer.status < 200 || answer.status > 299 || json === undefined) throw badAnswer(answer.status);
    return json;
  };

  const repeat = async <Result>(
    request: Pick<GraphCall, "method" | "idempotent" | "signal" | "onRepeat">,
    once: () => Promise<Result>,
  ): Promise<Result> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once();
      } catch (error) {
        const delay = retryDelay({
          error,
          attempt: tries,
          maxRetries,
          idempotent: request.idempotent ?? request.method !== "POST",
          random,
        });
        if (delay === undefined) throw error;
        request.onRepeat?.(error);
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
  const call = (request: GraphCall): Promise<unknown> => repeat(request, () => attempt(request));

  const openOnce = createMediaOpener({ transport, base, timeoutMs, currentToken });

  return {
    get: (path, rest) => call({ ...callOf(rest), method: "GET", path }),
    post: (path, rest) =>
      call({ ...callOf({ ...rest, body: rest?.body ?? {} }), method: "POST", path, idempotent: false }),
    delete: (path, rest) => call({ ...callOf(rest), method: "DELETE", path }),
    request: call,
    openMedia: (url, signal) => repeat({ method: "GET", signal }, () => openOnce(url, signal)),
    sendMessage: async (phoneNumberId, payload, options = {}) => {
      const { route = "messages", signal, beforeWire, onRepeat } = options;
      const json = await call({
        signal,
        beforeWire,
        onRepeat,
        method: "POST",
        path: `/${phoneNumberId}/${route}`,
        body: { kind: "json", value: payload },
        idempotent: false,
      });
      return sendAnswerOf(json);
    },
  };
}

type Headers = Readonly<Record<string, string>>;

function headersOf(token: string | undefined, ofBody: Headers, given: Headers | undefined): Headers {
  const accept = "application/json";
  const own = token === undefined ? { accept } : { authorization: `Bearer ${token}`, accept };
  return Object.assign(own, ofBody, given);
}

function callOf({ query, body, signal }: GraphRequestOptions = {}): Pick<
  GraphCall,
  "query" | "body" | "signal"
> {
  return { query, signal, body: body === undefined ? undefined : { kind: "json", value: body } };
}

/** Meta quotes a token that it does not take ("Malformed access token ..."): what becomes an error does not hold it. */
function withoutToken({ status, body }: TransportResponse, token: string | undefined): string {
  return status < 300 || token === undefined ? body : body.replaceAll(token, "[secret]");
}

function parseJson(body: string): unknown {
  try {
    const json = JSON.parse(body) as unknown;
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
