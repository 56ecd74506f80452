/** One HTTP request, absolute and complete. */
export interface TransportRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Milliseconds until the answer must be complete. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Port: one HTTP attempt in, one answer out. It never retries.
 *
 * Throws only `TransportError`; its `requestLeft` is false only when it is certain that no byte left this process.
 */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>;
  /** Closes what the transport itself opened. */
  close(): Promise<void>;
}
