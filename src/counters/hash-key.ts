import { createHash } from "node:crypto";

/** A short, stable stand-in for a person, a reference or a text: 96 bits of SHA-256. */
export function hashKey(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\u0000")).digest("base64url").slice(0, 16);
}
