import { FlowError } from "../core/index.js";
import { equalBytes, fromBase64, owned } from "./bytes.js";

/** How a file that a person picked in a Flow is encrypted; all fields in base64, as WhatsApp sends them. */
export interface FlowMediaEncryption {
  readonly encryption_key: string;
  readonly hmac_key: string;
  readonly iv: string;
  readonly plaintext_hash: string;
  readonly encrypted_hash: string;
}

const MAC_BYTES = 10;

/**
 * Decrypts a file that was picked in a Flow (PhotoPicker, DocumentPicker) and checks it on the way: SHA-256 of what came,
 * HMAC-SHA256 cut to ten bytes, AES-256-CBC, SHA-256 of what is in it.
 *
 * @param encrypted - the bytes behind `cdn_url`.
 * @throws FlowError `FLOW_MEDIA_CORRUPT` when one of them does not fit.
 */
export async function decryptFlowMedia(
  encrypted: Uint8Array,
  metadata: FlowMediaEncryption,
): Promise<Uint8Array> {
  const [key, macKey, iv, plainHash, hash] = [
    metadata.encryption_key,
    metadata.hmac_key,
    metadata.iv,
    metadata.plaintext_hash,
    metadata.encrypted_hash,
  ].map(fromBase64);
  if (!key || !macKey || !iv || !plainHash || !hash) throw corrupt("its metadata");
  if (!equalBytes(await sha256(encrypted), hash)) throw corrupt("its hash");
  const cipher = owned(encrypted.subarray(0, -MAC_BYTES));
  const mac = encrypted.subarray(-MAC_BYTES);
  if (!equalBytes((await hmac(macKey, iv, cipher)).subarray(0, MAC_BYTES), mac)) throw corrupt("its code");
  const plain = await decrypt(key, iv, cipher);
  if (!equalBytes(await sha256(plain), plainHash)) throw corrupt("the hash of its content");
  return plain;
}

async function decrypt(
  rawKey: Uint8Array<ArrayBuffer>,
  iv: Uint8Array<ArrayBuffer>,
  cipher: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  try {
    const key = await crypto.subtle.importKey("raw", rawKey, "AES-CBC", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, cipher));
  } catch (cause) {
    throw corrupt("its key", cause);
  }
}

async function hmac(
  rawKey: Uint8Array<ArrayBuffer>,
  iv: Uint8Array,
  cipher: Uint8Array,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", rawKey, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const signed = new Uint8Array(iv.length + cipher.length);
  signed.set(iv);
  signed.set(cipher, iv.length);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", owned(bytes)));
}

function corrupt(what: string, cause?: unknown): FlowError {
  return new FlowError("FLOW_MEDIA_CORRUPT", `The file from the Flow does not fit ${what}.`, {
    fix: "Download it again, or ask the person for it again.",
    cause,
  });
}
