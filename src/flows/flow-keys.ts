import { FlowError } from "../core/index.js";
import { fromBase64, toBase64 } from "./bytes.js";

const RSA = { name: "RSA-OAEP", hash: "SHA-256" };

/** A key of Web Crypto; Node's types have no global name for it. */
export type PrivateKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A key pair for Flows. */
export interface FlowKeys {
  /** PEM (SPKI): upload it with `waypost.encryptionKeys.set({ businessPublicKey })`. */
  readonly publicKey: string;
  /** PEM (PKCS#8): keep it secret; the endpoint decrypts with it. */
  readonly privateKey: string;
}

/** A new RSA key pair of 2048 bits, as Meta asks for Flows. */
export async function generateFlowKeys(): Promise<FlowKeys> {
  const pair = await crypto.subtle.generateKey(
    { ...RSA, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["encrypt", "decrypt"],
  );
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey("spki", pair.publicKey),
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
  ]);
  return { publicKey: pem("PUBLIC KEY", spki), privateKey: pem("PRIVATE KEY", pkcs8) };
}

/**
 * Reads a private key.
 *
 * @throws FlowError `FLOW_KEY_INVALID` for what is no unencrypted PKCS#8 PEM of an RSA key.
 */
export async function importPrivateKey(privateKey: string): Promise<PrivateKey> {
  const text = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/.exec(privateKey)?.[1];
  const der = fromBase64(text?.replace(/\s+/g, ""));
  if (der === undefined) throw invalid(/RSA PRIVATE KEY|ENCRYPTED/.test(privateKey));
  try {
    return await crypto.subtle.importKey("pkcs8", der, RSA, false, ["decrypt"]);
  } catch (cause) {
    throw invalid(false, cause);
  }
}

function invalid(otherForm: boolean, cause?: unknown): FlowError {
  return new FlowError("FLOW_KEY_INVALID", "The private key for Flows cannot be read.", {
    fix: otherForm
      ? "Convert it: openssl pkcs8 -topk8 -nocrypt -in old.pem -out private.pem"
      : "Give the PEM that begins with -----BEGIN PRIVATE KEY----- (generateFlowKeys() makes one).",
    cause,
  });
}

function pem(label: string, der: ArrayBuffer): string {
  const lines = toBase64(new Uint8Array(der)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
