import type * as Undici from "undici";
import type { Pool } from "undici";
import type { Transport, TransportRequest, TransportResponse, TransportStream } from "./transport.js";
import { abortedBeforeStart, isAborted, transportFailure } from "./transport-failure.js";
import { plainHeaders, wholeAnswer } from "./whole-answer.js";

export interface UndiciTransportOptions {
  /** Connections per origin, opened as they are needed. Default 512: 1,000 sends a second that take half a second each. */
  readonly connections?: number | undefined;
  /** Milliseconds for which an idle connection is kept. Default 30,000. */
  readonly keepAliveMs?: number | undefined;
  /** Milliseconds for connecting. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
}

/**
 * The default transport: an undici connection pool per origin.
 * msw cannot see it (it patches global `fetch` only): in tests use the simulator's transport or `fetchTransport()`.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const pools = new Map<string, Pool>();
  // Loaded with the first request: who only imports the package does not wait for it.
  let undici: typeof Undici | undefined;
  const load = async (): Promise<typeof Undici> => (undici ??= await import("undici"));
  const poolOf = ({ Pool: PoolClass }: typeof Undici, origin: string): Pool => {
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = new PoolClass(origin, {
        connections: options.connections ?? 512,
        keepAliveTimeout: options.keepAliveMs ?? 30_000,
        connect: { timeout: options.connectTimeoutMs ?? 10_000 },
      });
      pools.set(origin, pool);
    }
    return pool;
  };
  return {
    request: async (request) => {
      const { origin, path } = placeOf(request.url);
      const pool = poolOf(undici ?? (await load()), origin);
      return send(pool, path, request);
    },
    stream: async (request) => {
      const { origin, path } = placeOf(request.url);
      return stream(poolOf(await load(), origin), path, request);
    },
    close: async () => {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.close()));
    },
  };
}

/** What a path may hold as it is. Whatever else it holds, the URL standard says how to write it. */
const PLAIN_URL = /^(https?:\/\/[a-z0-9.:-]+)(\/[\w/?&=,.~-]*)$/;

/** Reading a URL by the standard costs as much as checking a signature: those of sends are plain. */
function placeOf(url: string): { readonly origin: string; readonly path: string } {
  const [, plainOrigin, plainPath] = PLAIN_URL.exec(url) ?? [];
  // Dots could lead to a folder above.
  if (plainOrigin !== undefined && plainPath !== undefined && !plainPath.includes("/."))
    return { origin: plainOrigin, path: plainPath };
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
}

async function send(pool: Pool, path: string, request: TransportRequest): Promise<TransportResponse> {
  const dispatch = dispatchOf(path, request);
  try {
    return await wholeAnswer(pool, dispatch, request);
  } catch (error) {
    throw failureOf(error, request);
  }
}

async function stream(pool: Pool, path: string, request: TransportRequest): Promise<TransportStream> {
  const answer = await start(pool, path, request);
  return {
    status: answer.statusCode,
    headers: plainHeaders(answer.headers),
    body: (async function* () {
      try {
        for await (const chunk of answer.body) yield chunk as Uint8Array;
      } catch (error) {
        throw failureOf(error, request);
      }
    })(),
    discard: async () => {
      answer.body.on("error", () => undefined).destroy();
    },
  };
}

async function start(
  pool: Pool,
  path: string,
  request: TransportRequest,
): Promise<Undici.Dispatcher.ResponseData> {
  const dispatch = dispatchOf(path, request);
  const { signal } = request;
  try {
    return await pool.request({ ...dispatch, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    throw failureOf(error, request);
  }
}

/** @throws TransportError for a request that was aborted before anything was done. */
function dispatchOf(path: string, request: TransportRequest): Undici.Dispatcher.DispatchOptions {
  if (request.signal !== undefined && isAborted(request.signal)) throw abortedBeforeStart(request.signal);
  return {
    method: request.method,
    path,
    headers: request.headers,
    // undici takes any async iterable; its types name streams only.
    body: (request.body ?? null) as Undici.Dispatcher.DispatchOptions["body"],
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
  };
}

function failureOf(error: unknown, { signal }: TransportRequest): Error {
  return transportFailure(error, isAborted(signal) ? "caller" : undefined);
}
