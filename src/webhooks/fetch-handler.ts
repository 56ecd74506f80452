import { BodyTooLarge, type WebhookReceiver } from "./receiver.js";

/** For hosts that speak Fetch: Hono, Next.js route handlers, Bun, Deno, Workers-style. */
export function fetchHandler(receiver: WebhookReceiver): (request: Request) => Promise<Response> {
  return async (request) => {
    const { status, body } = await receiver.handle({
      method: request.method,
      query: new URL(request.url).searchParams,
      header: (name) => request.headers.get(name),
      rawBody: async (maxBytes) => readBody(request, maxBytes),
    });
    return new Response(body, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
  };
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    const chunk = part.value as Uint8Array;
    size += chunk.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new BodyTooLarge(`more than ${String(maxBytes)} bytes`);
    }
    chunks.push(chunk);
  }
  return join(chunks, size);
}

export function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
