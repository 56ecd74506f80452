/** Lower-case hex HMAC-SHA256 of the access token, keyed with the app secret (Meta, Securing Graph API calls). */
export async function appSecretProof(accessToken: string, appSecret: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(appSecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const proof = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(accessToken)));
  return [...proof].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
