import { WebhookSignatureError } from "../core/index.js";
import { equalTexts, hmacSha256 } from "./web-crypto.js";

/** Raw bytes, header and secret of one webhook. */
export interface VerifySignatureInput {
  /** The body exactly as it came, before any parser. */
  readonly rawBody: string | Uint8Array;
  /** Value of the header `X-Hub-Signature-256`. */
  readonly signature: string | null | undefined;
  /** App secret; several while you rotate. */
  readonly appSecret: string | readonly string[];
  /** Value of the older header `X-Hub-Signature`. Never accepted; it only makes the error plainer. */
  readonly oldSignature?: string | null | undefined;
  /** Your other secrets. Never accepted; the error tells when the body was signed with one of them. */
  readonly otherSecrets?:
    | {
        readonly verifyToken?: string | readonly string[] | undefined;
        readonly accessToken?: string | undefined;
      }
    | undefined;
}

/**
 * Checks that Meta signed this body with the app secret: HMAC-SHA256 over the raw bytes, compared in constant time.
 *
 * @throws WebhookSignatureError `SECRET_MISSING` (no secret means reject), `SIGNATURE_MISSING`, `SIGNATURE_MALFORMED`,
 * `SIGNATURE_MISMATCH`. Its `mistake` and its message say which mistake it probably was.
 */
export async function verifySignature(input: VerifySignatureInput): Promise<void> {
  const secrets = secretsOf(input.appSecret);
  const { signature } = input;
  if (signature === null || signature === undefined || signature === "") {
    const old = input.oldSignature !== undefined && input.oldSignature !== null && input.oldSignature !== "";
    throw new WebhookSignatureError("SIGNATURE_MISSING", "The request has no X-Hub-Signature-256 header.", {
      mistake: old ? "sha1_header" : "header_missing",
      fix: old
        ? "X-Hub-Signature (SHA-1) came and is not accepted: let your proxy pass X-Hub-Signature-256 on."
        : "Let your proxy pass the header on. A request without it is not from Meta.",
    });
  }
  if (await matches(input.rawBody, signature, secrets)) return;
  const { signatureMistake } = await import("./signature-mistake.js");
  const [mistake, fix] = await signatureMistake({
    body: input.rawBody,
    signature,
    secrets,
    otherSecrets: input.otherSecrets,
    signs: (body, candidates) => matches(body, signature, candidates),
  });
  const wellFormed = /^sha256=[0-9a-f]{64}$/.test(signature);
  throw new WebhookSignatureError(
    wellFormed ? "SIGNATURE_MISMATCH" : "SIGNATURE_MALFORMED",
    wellFormed
      ? "The signature does not fit the body."
      : "The signature header is not sha256= and 64 hex digits.",
    { fix, mistake },
  );
}

/** The header value that Meta would send with this body: for tests and for the simulator. */
export async function signPayload(input: {
  readonly rawBody: string | Uint8Array;
  readonly appSecret: string;
}): Promise<string> {
  return `sha256=${await hmacSha256(input.appSecret, input.rawBody)}`;
}

function secretsOf(appSecret: string | readonly string[]): readonly string[] {
  const secrets = (typeof appSecret === "string" ? [appSecret] : [appSecret].flat()).filter(
    (secret) => typeof secret === "string" && secret !== "",
  );
  if (secrets.length > 0) return secrets;
  throw new WebhookSignatureError("SECRET_MISSING", "There is no app secret to check the signature with.", {
    mistake: "secret_missing",
    fix: "Give the app secret (App Dashboard, Settings, Basic); without it every delivery is rejected.",
  });
}

async function matches(
  body: string | Uint8Array,
  signature: string,
  secrets: readonly string[],
): Promise<boolean> {
  let found = false;
  // Every secret is tried, whichever matches: the time tells nothing.
  for (const secret of secrets)
    found = equalTexts(`sha256=${await hmacSha256(secret, body)}`, signature) || found;
  return found;
}
