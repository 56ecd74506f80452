const KB = 1024;
const MB = 1024 * KB;

/** What the upload endpoint takes at most, whatever the type. */
export const LARGEST_UPLOAD = 100 * MB;

/**
 * Bytes that Meta takes of a MIME type (Meta, supported media types; sizes after its processing). Pure.
 * WebP is for stickers: 500 KB animated, 100 KB still, which only Meta can tell apart.
 */
export function largestUploadOf(type: string): number {
  const bare = type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (bare === "image/webp") return 500 * KB;
  if (bare.startsWith("image/")) return 5 * MB;
  if (bare.startsWith("audio/") || bare.startsWith("video/")) return 16 * MB;
  return LARGEST_UPLOAD;
}
