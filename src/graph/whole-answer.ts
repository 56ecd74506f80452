import type { Dispatcher, Pool } from "undici";
import type { TransportResponse } from "./transport.js";
import { transportFailure } from "./transport-failure.js";

export interface WholeAnswerOptions {
  /** From the answer's first line on. undici's own limit is for silence: an answer that trickles would never end. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Dispatches a request and gathers its answer. Graph's are small: a stream in between would cost a third more. */
export function wholeAnswer(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  options: WholeAnswerOptions,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    pool.dispatch(request, new WholeAnswer(resolve, reject, options));
  });
}

class WholeAnswer implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: TransportResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #options: WholeAnswerOptions;
  readonly #onAbort: (() => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #late: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  #chunks: Buffer[] = [];

  constructor(
    resolve: (answer: TransportResponse) => void,
    reject: (error: Error) => void,
    options: WholeAnswerOptions,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#options = options;
    const { signal } = options;
    if (signal === undefined) return;
    this.#onAbort = () => this.#controller?.abort(signal.reason as Error);
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // While it waited for a connection there was nothing to abort.
    if (this.#options.signal?.aborted === true) this.#onAbort?.();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = plainHeaders(headers);
    this.#chunks = [];
    // Most answers are in one packet, and ended before this turn is over.
    queueMicrotask(() => {
      if (!this.#ended) this.#abortWhenLate(controller);
    });
  }

  #abortWhenLate(controller: Dispatcher.DispatchController): void {
    this.#late ??= setTimeout(() => {
      controller.abort(transportFailure(undefined, "timeout"));
    }, this.#options.timeoutMs);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    this.#resolve({ status: this.#status, headers: this.#headers, body: textOf(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.#ended = true;
    if (this.#late !== undefined) clearTimeout(this.#late);
    if (this.#onAbort !== undefined) this.#options.signal?.removeEventListener("abort", this.#onAbort);
  }
}

export function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

const BYTE_ORDER_MARK = "\uFEFF";

function textOf(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  const text = (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
