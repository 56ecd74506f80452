import { WebhookSignatureError } from "../core/index.js";
import { equalTexts, hmacSha256 } from "./web-crypto.js";

export interface VerifySignatureInput {
  /** The body exactly as it came, before any parser. */
  readonly rawBody: string | Uint8Array;
  /** Value of the header `X-Hub-Signature-256`. */
  readonly signature: string | null | undefined;
  /** App secret; several while you rotate. */
  readonly appSecret: string | readonly string[];
}

/**
 * Checks that Meta signed this body with the app secret: HMAC-SHA256 over the raw bytes, compared in constant time.
 *
 * @throws WebhookSignatureError `SECRET_MISSING` (no secret means reject), `SIGNATURE_MISSING`, `SIGNATURE_MALFORMED`,
 * `SIGNATURE_MISMATCH` (its message says which mistake it probably was).
 */
export async function verifySignature(input: VerifySignatureInput): Promise<void> {
  const secrets = secretsOf(input.appSecret);
  const { signature } = input;
  if (signature === null || signature === undefined || signature === "") {
    throw new WebhookSignatureError("SIGNATURE_MISSING", "The request has no X-Hub-Signature-256 header.", {
      fix: "Let your proxy pass the header on. A request without it is not from Meta.",
    });
  }
  if (await matches(input.rawBody, signature, secrets)) return;
  if (!/^sha256=[0-9a-f]{64}$/.test(signature)) {
    throw new WebhookSignatureError(
      "SIGNATURE_MALFORMED",
      "The signature header is not sha256= and 64 hex digits.",
      {
        fix: "Pass the header X-Hub-Signature-256 as it came; X-Hub-Signature (SHA-1) is not accepted.",
      },
    );
  }
  throw new WebhookSignatureError("SIGNATURE_MISMATCH", "The signature does not fit the body.", {
    fix: await diagnose(input.rawBody, signature, secrets),
  });
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

const PARSED =
  "The body was parsed and written again before the check: hand over the raw bytes (mount the handler before any body parser).";
const REENCODED =
  "Something on the way re-encoded the body (line ends, a byte order mark, a character set): let your proxy pass the bytes on untouched.";
const WRONG_SECRET =
  "Check that it is the app secret of the app that owns the webhook (not the access token, not the verify token), and that the body is the raw bytes.";

/** Which well-known change of the body explains the mismatch. Nothing found here is ever accepted. */
async function diagnose(
  body: string | Uint8Array,
  signature: string,
  secrets: readonly string[],
): Promise<string> {
  const text = typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  for (const [advice, variants] of [
    [REENCODED, encodings(text)],
    [PARSED, serialisations(text)],
  ] as const) {
    for (const variant of variants) {
      if (await matches(variant, signature, secrets)) return advice;
    }
  }
  return WRONG_SECRET;
}

function encodings(text: string): readonly string[] {
  const trimmed = text.replace(/^\uFEFF/, "").trimEnd();
  return [
    trimmed,
    `${trimmed}\n`,
    text.replace(/\r\n/g, "\n"),
    text.replace(/(?<!\r)\n/g, "\r\n"),
    `\uFEFF${text}`,
  ];
}

/** How Meta may have written what a parser wrote anew: compact, with `\u` escapes and escaped slashes. */
function serialisations(text: string): readonly string[] {
  try {
    const compact = JSON.stringify(JSON.parse(text));
    const escaped = compact.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return [compact, escaped, escaped.replaceAll("/", "\\/"), compact.replaceAll("/", "\\/")];
  } catch {
    return [];
  }
}
