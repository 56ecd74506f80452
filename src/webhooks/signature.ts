import { WebhookSignatureError } from "../core/index.js";
import type { VerifySignatureInput } from "./signature-input.js";
import { equalTexts, hmacSha256 } from "./web-crypto.js";

/**
 * Checks that Meta signed this body with the app secret: HMAC-SHA256 over the raw bytes, compared in constant time.
 *
 * @throws WebhookSignatureError `SECRET_MISSING` (no secret means reject), `SIGNATURE_MISSING`, `SIGNATURE_MALFORMED`,
 * `SIGNATURE_MISMATCH`. Its `mistake` and its message say which mistake it probably was.
 */
export async function verifySignature(input: VerifySignatureInput): Promise<void> {
  const { rawBody, signature, appSecret } = input;
  const secrets = typeof appSecret === "string" ? [appSecret] : [appSecret].flat();
  if (typeof signature === "string" && (await matches(rawBody, signature, secrets))) return;
  // What is wrong, and in what words, is a chunk of its own: deliveries of Meta never need it.
  const { signatureProblem } = await import("./signature-mistake.js");
  throw new WebhookSignatureError(...(await signatureProblem(input, secrets, matches)));
}

/** The header value that Meta would send with this body: for tests and for the simulator. */
export async function signPayload(input: {
  readonly rawBody: string | Uint8Array;
  readonly appSecret: string;
}): Promise<string> {
  return `sha256=${await hmacSha256(input.appSecret, input.rawBody)}`;
}

async function matches(
  body: string | Uint8Array,
  signature: string,
  secrets: readonly string[],
): Promise<boolean> {
  let found = false;
  // Every secret is tried, whichever matches: the time tells nothing.
  for (const secret of secrets)
    // An empty one is none: anybody could sign with it.
    if (typeof secret === "string" && secret !== "")
      found = equalTexts(`sha256=${await hmacSha256(secret, body)}`, signature) || found;
  return found;
}
