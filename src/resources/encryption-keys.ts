import * as z from "zod";
import type { Open } from "../core/index.js";
import { firstOf, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { resource } from "./resource.js";

/** The public key with which Flows are encrypted for this number. */
export interface BusinessPublicKey {
  readonly businessPublicKey?: string;
  /** `MISMATCH`: the number was registered anew; upload the key again. */
  readonly businessPublicKeySignatureStatus?: Open<"VALID" | "MISMATCH">;
}

/** The Flows key of a number (Meta, WhatsApp business encryption). */
export const createEncryptionKeys = resource("encryptionKeys", () => ({
  get: get({
    path: "/{phoneNumberId}/whatsapp_business_encryption",
    fields: [],
    answer: firstOf<BusinessPublicKey>(),
  }),
  /** Uploads the public key: PEM (SPKI) of an RSA key of 2048 bits, as `generateFlowKeys()` of `waypost/flows` makes it. */
  set: post({
    path: "/{phoneNumberId}/whatsapp_business_encryption",
    as: "multipart",
    input: {
      businessPublicKey: z.string().regex(/^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----\s*$/, {
        error: "expected a public key in PEM",
      }),
    },
    repeatable: true,
    answer: success,
  }),
}));
