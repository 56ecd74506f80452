import type { FlowAnswer, IncomingFlowRequest } from "./flow-answer.js";

/** The part of `http.IncomingMessage` (and Express's request) that is used. */
export interface NodeFlowRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeFlowResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** A Flow's screen is far smaller: what is larger is not a Flow's. */
const MOST_BYTES = 4 * 1024 * 1024;
const HEADER = "x-hub-signature-256";

interface Handle {
  handle(request: IncomingFlowRequest): Promise<FlowAnswer>;
}

export function fetchFlowHandler(endpoint: Handle): (request: Request) => Promise<Response> {
  return async (request) => {
    const rawBody = request.body === null ? new Uint8Array() : await collect(chunksOf(request.body));
    const { status, body } =
      rawBody === undefined
        ? TOO_LARGE
        : await endpoint.handle({ method: request.method, rawBody, signature: request.headers.get(HEADER) });
    return new Response(body, { status, headers: { "content-type": "text/plain" } });
  };
}

export function nodeFlowHandler(
  endpoint: Handle,
): (request: NodeFlowRequest, response: NodeFlowResponse) => void {
  return (request, response) => {
    const finish = ({ status, body }: FlowAnswer): void => {
      response.statusCode = status;
      response.setHeader("content-type", "text/plain");
      response.end(body);
    };
    serve(endpoint, request).then(finish, () => {
      finish({ status: 500, body: "" });
    });
  };
}

const TOO_LARGE: FlowAnswer = { status: 413, body: "" };

async function serve(endpoint: Handle, request: NodeFlowRequest): Promise<FlowAnswer> {
  const { rawBody: kept, body } = request as { rawBody?: unknown; body?: unknown };
  // A parser that keeps the bytes (express.raw(), or rawBody beside the parsed body) is fine.
  const bytes = [kept, body].find((value) => value instanceof Uint8Array);
  const rawBody = bytes ?? (await collect(request));
  if (rawBody === undefined) return TOO_LARGE;
  const signature = [request.headers[HEADER]].flat()[0];
  return endpoint.handle({ method: request.method, rawBody, signature });
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

async function collect(chunks: AsyncIterable<unknown>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const part = typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
    size += part.byteLength;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
