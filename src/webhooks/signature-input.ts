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
