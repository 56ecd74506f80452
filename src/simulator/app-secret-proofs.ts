import { signPayload } from "../webhooks/index.js";

/** The `appsecret_proof` that belongs to a token, kept: every request carries one. */
export interface AppSecretProofs {
  of(token: string): Promise<string>;
}

export function createAppSecretProofs(appSecret: string): AppSecretProofs {
  const known = new Map<string, Promise<string>>();
  return {
    of: (token) => {
      let proof = known.get(token);
      if (proof === undefined) {
        // The same HMAC as a webhook's signature, over the token.
        proof = signPayload({ rawBody: token, appSecret }).then((signature) =>
          signature.slice("sha256=".length),
        );
        known.set(token, proof);
      }
      return proof;
    },
  };
}
