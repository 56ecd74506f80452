/** Thrown by a body reader beyond the cap. */
export class BodyTooLarge extends Error {}

/** Thrown by a body reader when a framework has already taken the bytes. */
export class BodyAlreadyParsed extends Error {}

/** How every adapter labels its answer. */
export const ANSWER_HEADERS = { "content-type": "text/plain; charset=utf-8" } as const;

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The bytes, unless there are too many. */
export function capped(bytes: Uint8Array, maxBytes: number, size = bytes.byteLength): Uint8Array {
  if (size > maxBytes) throw new BodyTooLarge(`more than ${String(maxBytes)} bytes`);
  return bytes;
}

/** Collects a stream, and lets go of it as soon as there is too much. */
export async function collected(parts: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    const chunk = typeof part === "string" ? utf8(part) : (part as Uint8Array);
    size += chunk.byteLength;
    chunks.push(capped(chunk, maxBytes, size));
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
