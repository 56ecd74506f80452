import { join } from "./fetch-handler.js";
import { BodyAlreadyParsed, BodyTooLarge, type WebhookReceiver } from "./receiver.js";
import { utf8 } from "./web-crypto.js";

/** The part of `http.IncomingMessage` (and Express's request) that is used. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly readableEnded?: boolean | undefined;
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/**
 * For `node:http`, Express and anything that hands over `(req, res)`. Mount it before any body parser; a parser that
 * keeps the bytes (`express.raw()`, or `rawBody` beside the parsed body) is fine.
 */
export function nodeHandler(
  receiver: WebhookReceiver,
): (request: NodeRequest, response: NodeResponse) => void {
  return (request, response) => {
    receiver
      .handle({
        method: request.method ?? "",
        query: new URL(request.url ?? "/", "http://localhost").searchParams,
        header: (name) => [request.headers[name]].flat()[0],
        rawBody: async (maxBytes) => readBody(request, maxBytes),
      })
      .then(
        ({ status, body }) => {
          finish(response, status, body);
        },
        () => {
          finish(response, 500, "");
        },
      );
  };
}

function finish(response: NodeResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(body);
}

async function readBody(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  for (const kept of [rawBody, body]) {
    const bytes = typeof kept === "string" ? utf8(kept) : kept;
    if (bytes instanceof Uint8Array) {
      if (bytes.byteLength > maxBytes) throw new BodyTooLarge(`more than ${String(maxBytes)} bytes`);
      return bytes;
    }
  }
  if (
    request.readableEnded === true ||
    (typeof body === "object" && body !== null && Object.keys(body).length > 0)
  ) {
    throw new BodyAlreadyParsed(
      'A body parser took the webhook\'s bytes, and the signature covers the bytes. Mount the handler before the parser, or use express.raw({ type: "*/*" }) on this route.',
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const part of request) {
    const chunk = typeof part === "string" ? utf8(part) : (part as Uint8Array);
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLarge(`more than ${String(maxBytes)} bytes`);
    chunks.push(chunk);
  }
  return join(chunks, size);
}
