import { FlowError } from "../core/index.js";
import { fromBase64, toBase64, utf8 } from "./bytes.js";
import type { PrivateKey } from "./flow-keys.js";

const TAG_BYTES = 16;

/** A request that could be read, and what its answer is encrypted with. */
export interface DecryptedFlowRequest {
  readonly request: Readonly<Record<string, unknown>>;
  readonly encrypt: (answer: unknown) => Promise<string>;
}

/**
 * Decrypts a request: the AES key by RSA-OAEP (SHA-256), the payload by AES-128-GCM (Meta, implementing Flow endpoints).
 *
 * @throws FlowError `FLOW_REQUEST_INVALID` when it is no such request; `FLOW_DECRYPT_FAILED` when no key fits.
 */
export async function decryptFlowRequest(
  body: unknown,
  privateKeys: readonly PrivateKey[],
): Promise<DecryptedFlowRequest> {
  const envelope = (typeof body === "object" && body !== null ? body : {}) as Readonly<
    Record<string, unknown>
  >;
  const encryptedKey = fromBase64(envelope.encrypted_aes_key);
  const payload = fromBase64(envelope.encrypted_flow_data);
  const iv = fromBase64(envelope.initial_vector);
  if (
    encryptedKey === undefined ||
    payload === undefined ||
    iv === undefined ||
    payload.length <= TAG_BYTES
  ) {
    throw new FlowError("FLOW_REQUEST_INVALID", "The request is not an encrypted Flow request.", {
      fix: "Only WhatsApp belongs at this address.",
    });
  }
  for (const privateKey of privateKeys) {
    const opened = await open({ privateKey, encryptedKey, payload, iv });
    if (opened !== undefined) return opened;
  }
  throw new FlowError("FLOW_DECRYPT_FAILED", "The request was encrypted for another key.", {
    fix: "Upload the public key that belongs to your private key: waypost.encryptionKeys.set().",
  });
}

async function open(parts: {
  readonly privateKey: PrivateKey;
  readonly encryptedKey: Uint8Array<ArrayBuffer>;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
}): Promise<DecryptedFlowRequest | undefined> {
  const { privateKey, encryptedKey, payload, iv } = parts;
  try {
    const raw = await crypto.subtle.decrypt({ name: "RSA-OAEP" }, privateKey, encryptedKey);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, tagLength: TAG_BYTES * 8 },
      key,
      payload,
    );
    const request = JSON.parse(new TextDecoder().decode(plain)) as unknown;
    if (typeof request !== "object" || request === null) return undefined;
    // The answer takes the same key and the vector with every bit turned.
    const flipped = iv.map((byte) => byte ^ 0xff);
    return {
      request: request as Readonly<Record<string, unknown>>,
      encrypt: async (answer) =>
        toBase64(
          new Uint8Array(
            await crypto.subtle.encrypt(
              { name: "AES-GCM", iv: flipped, tagLength: TAG_BYTES * 8 },
              key,
              utf8(JSON.stringify(answer)),
            ),
          ),
        ),
    };
  } catch {
    return undefined;
  }
}
