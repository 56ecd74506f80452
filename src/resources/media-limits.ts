import type { ByteSource } from "../graph/index.js";

const KB = 1024;
const MB = 1024 * KB;

/** What the upload endpoint takes at most, whatever the type. */
export const LARGEST_UPLOAD = 100 * MB;
/** A sticker that does not move. */
export const LARGEST_STILL_STICKER = 100 * KB;

/**
 * Bytes that Meta takes of a MIME type (Meta, supported media types; sizes after its processing). Pure.
 * WebP is for stickers: 500 KB animated; `isStill` tells those apart that may have 100 KB only.
 */
export function largestUploadOf(type: string): number {
  const bare = type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (bare === "image/webp") return 500 * KB;
  if (bare.startsWith("image/")) return 5 * MB;
  if (bare.startsWith("audio/") || bare.startsWith("video/")) return 16 * MB;
  return LARGEST_UPLOAD;
}

const HEAD = 21;
const ANIMATION = 0x02;

/** True for a WebP without the flag of animation in its header (RFC 9649). What is no WebP is Meta's to refuse. */
export async function isStill(bytes: ByteSource): Promise<boolean> {
  const head = await firstBytes(bytes, HEAD);
  const ascii = String.fromCharCode(...head.subarray(0, 16));
  if (!ascii.startsWith("RIFF") || ascii.slice(8, 12) !== "WEBP") return false;
  return !(ascii.slice(12, 16) === "VP8X" && ((head[HEAD - 1] ?? 0) & ANIMATION) !== 0);
}

async function firstBytes(bytes: ByteSource, count: number): Promise<Uint8Array> {
  const source = bytes.open();
  if (source instanceof Uint8Array) return source.subarray(0, count);
  const head = new Uint8Array(count);
  let have = 0;
  for await (const chunk of source) {
    const part = chunk.subarray(0, count - have);
    head.set(part, have);
    have += part.byteLength;
    if (have === count) break;
  }
  return head.subarray(0, have);
}
