import type { Transport, TransportRequest, TransportResponse } from "./transport.js";
import { abortedBeforeStart, isAborted, transportFailure } from "./transport-failure.js";

/** The part of `fetch` that is used: any implementation fits. */
export type FetchLike = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    signal: AbortSignal;
    redirect: "error";
  },
) => Promise<{
  readonly status: number;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  text(): Promise<string>;
}>;

/**
 * A transport over `fetch`, which msw and the like can intercept. About ten times slower than `undiciTransport()`.
 * Without an argument the global `fetch` is looked up at each call, so that a later interception is seen.
 */
export function fetchTransport(options: { readonly fetch?: FetchLike | undefined } = {}): Transport {
  return {
    request: async (request) => send(options.fetch ?? globalThis.fetch, request),
    close: async () => undefined,
  };
}

async function send(fetch: FetchLike, request: TransportRequest): Promise<TransportResponse> {
  if (request.signal !== undefined && isAborted(request.signal)) throw abortedBeforeStart(request.signal);
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
      // A redirect would carry the token to another host.
      redirect: "error",
    });
    const headers: Record<string, string> = {};
    answer.headers.forEach((value, name) => {
      headers[name.toLowerCase()] = value;
    });
    return { status: answer.status, headers, body: await answer.text() };
  } catch (error) {
    const aborted = timeout.aborted ? "timeout" : isAborted(request.signal) ? "caller" : undefined;
    throw transportFailure(error, aborted);
  }
}
