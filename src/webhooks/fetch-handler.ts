import { ANSWER_HEADERS, collected } from "./raw-body.js";
import type { WebhookReceiver } from "./receiver.js";

/** For hosts that speak Fetch: Hono, Next.js route handlers, Bun, Deno, Workers-style. */
export function fetchHandler(receiver: WebhookReceiver): (request: Request) => Promise<Response> {
  return async (request) => {
    const { status, body } = await receiver.handle({
      method: request.method,
      query: new URL(request.url).searchParams,
      header: (name) => request.headers.get(name),
      rawBody: (maxBytes) => collected(chunksOf(request.body), maxBytes),
    });
    return new Response(body, { status, headers: ANSWER_HEADERS });
  };
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      yield part.value;
  } finally {
    await reader?.cancel();
  }
}
