import type * as Undici from "undici";
import type { Pool } from "undici";
import type { Transport, TransportRequest, TransportResponse, TransportStream } from "./transport.js";
import { abortedBeforeStart, isAborted, transportFailure } from "./transport-failure.js";

export interface UndiciTransportOptions {
  /** Connections per origin, opened as they are needed. Default 512: 1,000 sends a second that take half a second each. */
  readonly connections?: number | undefined;
  /** Milliseconds for which an idle connection is kept. Default 30,000. */
  readonly keepAliveMs?: number | undefined;
  /** Milliseconds for connecting. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
}

/**
 * The default transport: an undici connection pool per origin, with undici's own `request`.
 * msw cannot see it (it patches global `fetch` only): in tests use the simulator's transport or `fetchTransport()`.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const pools = new Map<string, Pool>();
  // Loaded with the first request: who only imports the package does not wait for it.
  const loading = (): Promise<typeof Undici> => (undici ??= import("undici"));
  let undici: Promise<typeof Undici> | undefined;
  const poolOf = async (origin: string): Promise<Pool> => {
    const { Pool: PoolClass } = await loading();
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
    request: async (request) => send(await poolOf(new URL(request.url).origin), request),
    stream: async (request) => stream(await poolOf(new URL(request.url).origin), request),
    close: async () => {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.close()));
    },
  };
}

async function send(pool: Pool, request: TransportRequest): Promise<TransportResponse> {
  const answer = await start(pool, request);
  // undici's own limit is for silence: an answer that trickles would never end.
  const late = setTimeout(() => {
    answer.body.destroy(transportFailure(undefined, "timeout"));
  }, request.timeoutMs);
  try {
    return {
      status: answer.statusCode,
      headers: plainHeaders(answer.headers),
      body: await answer.body.text(),
    };
  } catch (error) {
    throw failureOf(error, request);
  } finally {
    clearTimeout(late);
  }
}

async function stream(pool: Pool, request: TransportRequest): Promise<TransportStream> {
  const answer = await start(pool, request);
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

async function start(pool: Pool, request: TransportRequest): Promise<Undici.Dispatcher.ResponseData> {
  if (request.signal !== undefined && isAborted(request.signal)) throw abortedBeforeStart(request.signal);
  const url = new URL(request.url);
  try {
    return await pool.request({
      method: request.method,
      path: url.pathname + url.search,
      headers: request.headers,
      // undici takes any async iterable; its types name streams only.
      body: (request.body ?? null) as Undici.Dispatcher.DispatchOptions["body"],
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  } catch (error) {
    throw failureOf(error, request);
  }
}

function failureOf(error: unknown, { signal }: TransportRequest): Error {
  return transportFailure(error, isAborted(signal) ? "caller" : undefined);
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}
