import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  publicEncrypt,
  randomBytes,
} from "node:crypto";

/**
 * A phone that talks to a Flow endpoint, written from Meta's description with Node's own crypto: it shares no line
 * with the code under test.
 */
export function whatsappClient({
  publicKey,
  appSecret,
}: {
  readonly publicKey: string;
  readonly appSecret: string;
}) {
  return {
    request: (payload: unknown) => {
      const aesKey = randomBytes(16);
      const iv = randomBytes(16);
      const cipher = createCipheriv("aes-128-gcm", aesKey, iv);
      const encrypted = Buffer.concat([
        cipher.update(JSON.stringify(payload), "utf8"),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      const body = JSON.stringify({
        encrypted_flow_data: encrypted.toString("base64"),
        encrypted_aes_key: publicEncrypt(
          { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
          aesKey,
        ).toString("base64"),
        initial_vector: iv.toString("base64"),
      });
      return {
        body,
        signature: `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`,
        read: (answer: string): unknown => {
          const bytes = Buffer.from(answer, "base64");
          const flipped = Buffer.from(iv.map((byte) => ~byte & 0xff));
          const decipher = createDecipheriv("aes-128-gcm", aesKey, flipped);
          decipher.setAuthTag(bytes.subarray(-16));
          return JSON.parse(
            Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8"),
          );
        },
      };
    },
  };
}
