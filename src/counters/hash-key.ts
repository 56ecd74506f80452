import { hash } from "node:crypto";

/** A short, stable stand-in for a person, a reference or a text: 96 bits of SHA-256. */
export function hashKey(...parts: readonly string[]): string {
  return hash("sha256", parts.join("\u0000"), "base64url").slice(0, 16);
}
