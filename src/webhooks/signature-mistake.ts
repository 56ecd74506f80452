import type { SignatureMistake, WebhookSignatureError } from "../core/index.js";
import type { VerifySignatureInput } from "./signature-input.js";

/** A mistake, and what to do about it. */
type Diagnosis = readonly [mistake: SignatureMistake, fix: string];

/** Whether one of the secrets gave this body this signature. */
type Matches = (body: string | Uint8Array, signature: string, secrets: readonly string[]) => Promise<boolean>;

interface FailedCheck {
  readonly body: string | Uint8Array;
  readonly secrets: readonly string[];
  readonly otherSecrets: VerifySignatureInput["otherSecrets"];
  readonly signs: (body: string | Uint8Array, secrets: readonly string[]) => Promise<boolean>;
}

/** What the error of a check that failed says. Nothing found here is ever accepted. */
export async function signatureProblem(
  input: VerifySignatureInput,
  given: readonly string[],
  matches: Matches,
): Promise<ConstructorParameters<typeof WebhookSignatureError>> {
  const { signature, rawBody, oldSignature, otherSecrets } = input;
  const secrets = given.filter((secret) => typeof secret === "string" && secret !== "");
  if (secrets.length === 0)
    return [
      "SECRET_MISSING",
      "There is no app secret to check the signature with.",
      {
        mistake: "secret_missing",
        fix: "Give the app secret (App Dashboard, Settings, Basic); without it every delivery is rejected.",
      },
    ];
  if (signature === null || signature === undefined || signature === "") {
    const old = oldSignature !== undefined && oldSignature !== null && oldSignature !== "";
    return [
      "SIGNATURE_MISSING",
      "The request has no X-Hub-Signature-256 header.",
      {
        mistake: old ? "sha1_header" : "header_missing",
        fix: old
          ? "X-Hub-Signature (SHA-1) came and is not accepted: let your proxy pass X-Hub-Signature-256 on."
          : "Let your proxy pass the header on. A request without it is not from Meta.",
      },
    ];
  }
  const malformed = headerMistake(signature);
  if (malformed !== undefined) {
    const [mistake, fix] = malformed;
    const what = "The signature header is not sha256= and 64 hex digits.";
    return ["SIGNATURE_MALFORMED", what, { fix, mistake }];
  }
  const [mistake, fix] = await bodyOrSecretMistake({
    body: rawBody,
    secrets,
    otherSecrets,
    signs: (body, candidates) => matches(body, signature, candidates),
  });
  return ["SIGNATURE_MISMATCH", "The signature does not fit the body.", { fix, mistake }];
}

/** Which well-known mistake explains that a well-formed signature does not fit. */
async function bodyOrSecretMistake(check: FailedCheck): Promise<Diagnosis> {
  const bytes = typeof check.body === "string" ? new TextEncoder().encode(check.body) : check.body;
  if (bytes.length === 0) return ["empty_body", EMPTY];
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  for (const [mistake, fix, variants] of bytes.length > DIAGNOSED_BYTES ? [] : VARIANTS) {
    for (const variant of variants(text))
      if (await check.signs(variant, check.secrets)) return [mistake, fix];
  }
  return (await otherKind(check, bytes)) ?? bodyMistake(bytes, text) ?? secretMistake(check.secrets);
}

/** Whoever forges large bodies shall not make us hash each a dozen times. */
const DIAGNOSED_BYTES = 256 * 1024;

function headerMistake(signature: string): Diagnosis | undefined {
  if (/^sha256=[0-9a-f]{64}$/.test(signature)) return undefined;
  const value = signature.trim();
  if (/^(sha1=)?[0-9a-f]{40}$/i.test(value))
    return [
      "sha1_header",
      "This is X-Hub-Signature (SHA-1), which is not accepted: pass on X-Hub-Signature-256.",
    ];
  if (/^[0-9a-f]{64}$/i.test(value))
    return ["prefix_missing", 'The prefix "sha256=" was cut off: pass the header on as it came.'];
  if (/^sha256=[0-9a-f]{1,63}$/i.test(value))
    return [
      "signature_truncated",
      "The header was cut: 64 hex digits belong behind sha256=. Look for a length limit of your proxy.",
    ];
  if (/^sha256=[0-9a-f]{64}$/i.test(value))
    return ["signature_rewritten", "Case or spaces of the header were changed: pass it on as it came."];
  return [
    "signature_rewritten",
    "This is no signature of Meta: pass the header X-Hub-Signature-256 on as it came.",
  ];
}

const EMPTY =
  "The body is empty: a parser has read the stream before, or the platform hands the body over elsewhere. Mount the handler before any body parser.";
const PARSED =
  "The body was parsed and written again before the check: hand over the raw bytes (mount the handler before any body parser).";
const BOM =
  "A byte order mark was added or taken away on the way: let your proxy pass the bytes on untouched.";
const LINE_ENDS =
  "Line ends or spaces at the end were changed on the way: let your proxy pass the bytes on untouched.";
const CHARSET =
  "The bytes were decoded in another character set than UTF-8 and encoded again: hand over the bytes, or decode them as UTF-8.";
const BASE64 = "The body is still base64 (isBase64Encoded): decode it before the check.";

type Variants = (text: string) => Iterable<string | Uint8Array>;

/** Each undoes one thing that proxies and frameworks are known to do. */
const VARIANTS: readonly (readonly [SignatureMistake, string, Variants])[] = [
  ["byte_order_mark", BOM, (text) => [text.replace(/^\uFEFF/, ""), `\uFEFF${text}`]],
  ["line_ends", LINE_ENDS, lineEnds],
  ["charset", CHARSET, latin1],
  ["base64_body", BASE64, base64],
  ["parsed_body", PARSED, serialisations],
];

function lineEnds(text: string): readonly string[] {
  const trimmed = text.replace(/^\uFEFF/, "").trimEnd();
  return [trimmed, `${trimmed}\n`, text.replace(/\r\n/g, "\n"), text.replace(/(?<!\r)\n/g, "\r\n")];
}

/** UTF-8 read as Latin-1 and written as UTF-8 again ("à¤…"), and the other way round. */
function latin1(text: string): readonly Uint8Array[] {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (codes.some((code) => code > 0xff)) return [];
  return [Uint8Array.from(codes)];
}

function base64(text: string): readonly Uint8Array[] {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return [];
  try {
    return [Uint8Array.from(atob(text), (character) => character.charCodeAt(0))];
  } catch {
    return [];
  }
}

/** How Meta may have written what a parser wrote anew: compact, with `\u` escapes and escaped slashes. */
function serialisations(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const compact = JSON.stringify(parsed);
    const escaped = compact.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return [
      compact,
      escaped,
      escaped.replaceAll("/", "\\/"),
      compact.replaceAll("/", "\\/"),
      // A body that was put into JSON once more.
      ...(typeof parsed === "string" ? [parsed] : []),
    ];
  } catch {
    return [];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  verifyToken: "the verify token",
  accessToken: "the access token",
};

/** Signed, but with another secret that we have: whoever did it mixed them up. */
async function otherKind(check: FailedCheck, bytes: Uint8Array): Promise<Diagnosis | undefined> {
  for (const [kind, given] of Object.entries(check.otherSecrets ?? {})) {
    const secrets = [given].flat().filter((secret) => typeof secret === "string" && secret !== "");
    if (await check.signs(bytes, secrets))
      return [
        "wrong_secret",
        `It is signed with ${KINDS[kind] ?? kind} instead of the app secret: Meta signs with the app secret.`,
      ];
  }
  const clean = check.secrets.map((secret) => secret.trim().replace(/^(["'])(.*)\1$/, "$2"));
  return (await check.signs(bytes, clean))
    ? [
        "secret_decorated",
        "The app secret has spaces, a line end or quotation marks around it: take them away.",
      ]
    : undefined;
}

function bodyMistake(bytes: Uint8Array, text: string): Diagnosis | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return ["compressed_body", "The body is gzip: check the signature after it was decompressed."];
  if (text === "[object Object]" || /^%7B/i.test(text) || /^[\w-]+=/.test(text))
    return ["parsed_body", PARSED];
  if (text.includes("\uFFFD")) return ["charset", CHARSET];
  try {
    JSON.parse(text);
  } catch {
    if (/^\s*\{/.test(text))
      return [
        "body_truncated",
        "The body ends in the middle: a proxy or a body limit cut it, or the stream was not read to its end.",
      ];
  }
  return undefined;
}

/** App secrets are 32 hex digits. Nothing of the secret itself is told. */
function secretMistake(secrets: readonly string[]): Diagnosis {
  if (secrets.some((secret) => secret.startsWith("EAA")))
    return [
      "wrong_secret",
      "An access token (EAA...) is configured as the app secret: take App secret from App Dashboard, Settings, Basic.",
    ];
  if (!secrets.some((secret) => /^[0-9a-f]{32}$/.test(secret)))
    return [
      "wrong_secret",
      "What is configured as the app secret does not look like one (32 hex digits; App Dashboard, Settings, Basic): it may be the verify token or another app's.",
    ];
  return [
    "wrong_secret",
    "Check that it is the app secret of the app that owns the webhook (not the access token, not the verify token), and that the body is the raw bytes.",
  ];
}
