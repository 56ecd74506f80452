import { ANSWER_HEADERS, BodyAlreadyParsed, capped, collected, utf8 } from "./raw-body.js";
import type { WebhookReceiver, WebhookRequest } from "./receiver.js";

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
        ...headOf(request),
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

/** All but the body, of Node's own requests and of Fastify's. */
export function headOf({
  method = "",
  url = "/",
  headers,
}: Pick<NodeRequest, "method" | "url" | "headers">): Omit<WebhookRequest, "rawBody"> {
  return {
    method,
    query: new URL(url, "http://localhost").searchParams,
    header: (name) => [headers[name]].flat()[0],
  };
}

function finish(response: NodeResponse, status: number, body: string): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
  response.end(body);
}

async function readBody(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  for (const kept of [rawBody, body]) {
    const bytes = typeof kept === "string" ? utf8(kept) : kept;
    if (bytes instanceof Uint8Array) return capped(bytes, maxBytes);
  }
  if (
    request.readableEnded === true ||
    (typeof body === "object" && body !== null && Object.keys(body).length > 0)
  ) {
    throw new BodyAlreadyParsed(
      'A body parser took the webhook\'s bytes, and the signature covers the bytes. Mount the handler before the parser, or use express.raw({ type: "*/*" }) on this route.',
    );
  }
  return collected(request, maxBytes);
}
