import type { Transport, TransportBody, TransportRequest, TransportStream } from "./transport.js";
import { abortedBeforeStart, isAborted, transportFailure } from "./transport-failure.js";

/** The part of `fetch` that is used: any implementation fits. */
export type FetchLike = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
    /** Needed for a body that is a stream. */
    duplex?: "half";
    signal: AbortSignal;
    redirect: "error" | "manual";
  },
) => Promise<{
  readonly status: number;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  readonly body?: ReadableStream<Uint8Array> | null;
  text(): Promise<string>;
}>;

type FetchAnswer = Awaited<ReturnType<FetchLike>>;

/**
 * A transport over `fetch`, which msw and the like can intercept. About ten times slower than `undiciTransport()`.
 * Without an argument the global `fetch` is looked up at each call, so that a later interception is seen.
 */
export function fetchTransport(options: { readonly fetch?: FetchLike | undefined } = {}): Transport {
  const fetchNow = (): FetchLike => options.fetch ?? globalThis.fetch;
  return {
    request: async (request) => {
      const timeout = AbortSignal.timeout(request.timeoutMs);
      try {
        const answer = await start(fetchNow(), request, timeout, "error");
        return { status: answer.status, headers: headersOf(answer), body: await answer.text() };
      } catch (error) {
        throw failureOf(error, request, timeout);
      }
    },
    stream: async (request) => stream(fetchNow(), request),
    close: async () => undefined,
  };
}

async function stream(fetch: FetchLike, request: TransportRequest): Promise<TransportStream> {
  // A long download is no failure: the time begins anew with each chunk.
  const silence = new AbortController();
  const timer = { id: undefined as ReturnType<typeof setTimeout> | undefined };
  const wait = (): void => {
    clearTimeout(timer.id);
    timer.id = setTimeout(() => {
      silence.abort(new DOMException("silence", "TimeoutError"));
    }, request.timeoutMs);
  };
  wait();
  try {
    const answer = await start(fetch, request, silence.signal, "manual");
    const source = answer.body ?? undefined;
    return {
      status: answer.status,
      headers: headersOf(answer),
      body: (async function* () {
        try {
          for await (const chunk of source ?? []) {
            wait();
            yield chunk;
          }
        } catch (error) {
          throw failureOf(error, request, silence.signal);
        } finally {
          clearTimeout(timer.id);
        }
      })(),
      discard: async () => {
        clearTimeout(timer.id);
        await source?.cancel().catch(() => undefined);
      },
    };
  } catch (error) {
    clearTimeout(timer.id);
    throw failureOf(error, request, silence.signal);
  }
}

async function start(
  fetch: FetchLike,
  request: TransportRequest,
  timeout: AbortSignal,
  redirect: "error" | "manual",
): Promise<FetchAnswer> {
  if (request.signal !== undefined && isAborted(request.signal)) throw abortedBeforeStart(request.signal);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  return fetch(request.url, {
    method: request.method,
    headers: { ...request.headers },
    ...bodyOf(request.body),
    signal,
    // A redirect that is followed would carry the token to another host.
    redirect,
  });
}

function bodyOf(body: TransportBody | undefined): Pick<Parameters<FetchLike>[1], "body" | "duplex"> {
  if (body === undefined) return {};
  if (typeof body === "string") return { body };
  if (body instanceof Uint8Array) return { body: body as Uint8Array<ArrayBuffer> };
  const chunks = body[Symbol.asyncIterator]();
  return {
    duplex: "half",
    body: new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next: IteratorResult<Uint8Array, unknown> = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => {
        await chunks.return?.();
      },
    }),
  };
}

function headersOf(answer: FetchAnswer): Record<string, string> {
  const headers: Record<string, string> = {};
  answer.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  return headers;
}

function failureOf(error: unknown, request: TransportRequest, timeout: AbortSignal): Error {
  return transportFailure(
    error,
    timeout.aborted ? "timeout" : isAborted(request.signal) ? "caller" : undefined,
  );
}
