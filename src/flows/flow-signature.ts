import { owned, utf8 } from "./bytes.js";

/** Whether one of the secrets signed these bytes (`X-Hub-Signature-256`). Web Crypto compares in constant time. */
export async function isSigned(
  rawBody: Uint8Array,
  header: string | null | undefined,
  secrets: readonly string[],
): Promise<boolean> {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header ?? "")?.[1];
  if (hex === undefined) return false;
  const claimed = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  let found = false;
  for (const secret of secrets) {
    const key = await crypto.subtle.importKey("raw", utf8(secret), { name: "HMAC", hash: "SHA-256" }, false, [
      "verify",
    ]);
    // Every secret is tried, whichever fits: the time tells nothing.
    found = (await crypto.subtle.verify("HMAC", key, claimed, owned(rawBody))) || found;
  }
  return found;
}
