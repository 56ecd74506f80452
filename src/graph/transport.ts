/** What a request carries: text, bytes, or bytes that come as they are needed. */
export type TransportBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** One HTTP request, absolute and complete. */
export interface TransportRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: TransportBody | undefined;
  /** Milliseconds until the answer must be complete; for a streamed answer, the longest silence. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One HTTP answer in full. */
export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer whose bytes come as they are read. Whoever does not read to the end calls `discard`. */
export interface TransportStream {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Throws `TransportError` when the connection breaks. Read it once. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

/**
 * Port: one HTTP attempt in, one answer out. It never retries and never follows a redirect.
 *
 * Throws only `TransportError`; its `requestLeft` is false only when it is certain that no byte left this process.
 */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>;
  /** The same with the answer as a stream: media downloads need it. */
  stream?(request: TransportRequest): Promise<TransportStream>;
  /** Closes what the transport itself opened. */
  close(): Promise<void>;
}
