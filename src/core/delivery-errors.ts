import { docsUrl } from "./docs-url.js";
import { WaypostError } from "./errors.js";

/** How a request failed before an answer was read. */
export type TransportCode =
  "CONNECTION_FAILED" | "REQUEST_TIMEOUT" | "CONNECTION_LOST" | "BAD_ANSWER" | "ABORTED";

/** Nobody answered. `requestLeft` says whether the request may have reached Meta. */
export class TransportError extends WaypostError {
  static override readonly brand: string = "TransportError";
  readonly code: TransportCode;
  /** False only when it is certain that no byte of the request left this process. */
  readonly requestLeft: boolean;

  constructor(
    code: TransportCode,
    message: string,
    options: { fix: string; requestLeft: boolean; cause?: unknown },
  ) {
    super({ message, fix: options.fix, docsUrl: docsUrl(code), cause: options.cause });
    this.code = code;
    this.requestLeft = options.requestLeft;
  }
}

/** What became of a send, once it is known. */
export type SettledSend =
  | {
      readonly state: "accepted";
      /** Meta's message id, `wamid....`. */
      readonly messageId: string;
      /** `sent`, `delivered`, `read`, `played`, or `failed` when Meta took it and could not deliver it. */
      readonly status: string;
      readonly failure?: { readonly code: string | number; readonly message: string } | undefined;
    }
  | {
      readonly state: "failed";
      readonly failure: { readonly code: string | number; readonly message: string };
    };

/**
 * A send left this process and nobody answered: it may or may not have been accepted. It is not resent, because Meta
 * has no idempotency key; a status webhook that carries the ledger id settles it.
 */
export class InDoubtError extends WaypostError {
  static override readonly brand: string = "InDoubtError";
  readonly code = "IN_DOUBT";
  /** Ledger id of the send: look it up with `waypost.ledger.get(sendId)`. */
  readonly sendId: string;
  readonly #settled: (() => Promise<SettledSend>) | undefined;

  constructor(
    sendId: string,
    options: { cause?: unknown; settled?: (() => Promise<SettledSend>) | undefined } = {},
  ) {
    super({
      message: "The request left, but no answer came back: the message may or may not have been accepted.",
      fix: `Do not send it again; its status webhook settles it: await error.settled(), or look it up with waypost.ledger.get("${sendId}").`,
      docsUrl: docsUrl("IN_DOUBT"),
      cause: options.cause,
    });
    this.sendId = sendId;
    this.#settled = options.settled;
  }

  /** Resolves when a status webhook tells what became of the send, or when its doubt is given up. */
  settled(): Promise<SettledSend> {
    if (this.#settled === undefined) return Promise.reject(this);
    return this.#settled();
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), sendId: this.sendId };
  }
}

export type StoreCode =
  | "STORE_UNAVAILABLE"
  | "STORE_OPEN_FAILED"
  | "STORE_DRIVER_MISSING"
  | "STORE_SCHEMA_NEWER"
  | "ERASURE_KEY_MISSING"
  | "REGISTER_UNAVAILABLE";

/** The store could not be opened, read or written. Business-initiated sends fail closed on it (truth table row 54). */
export class StoreError extends WaypostError {
  static override readonly brand: string = "StoreError";
  readonly code: StoreCode;

  constructor(code: StoreCode, message: string, options: { fix: string; cause?: unknown }) {
    super({ message, fix: options.fix, docsUrl: docsUrl(code), cause: options.cause });
    this.code = code;
  }
}

export type WebhookSignatureCode =
  "SIGNATURE_MISSING" | "SIGNATURE_MALFORMED" | "SIGNATURE_MISMATCH" | "SECRET_MISSING";

/** What most probably went wrong on the way of a delivery whose signature does not fit. */
export type SignatureMistake =
  | "header_missing"
  | "sha1_header"
  | "prefix_missing"
  | "signature_truncated"
  | "signature_rewritten"
  | "secret_missing"
  | "secret_decorated"
  | "wrong_secret"
  | "empty_body"
  | "parsed_body"
  | "body_truncated"
  | "byte_order_mark"
  | "line_ends"
  | "charset"
  | "base64_body"
  | "compressed_body";

/** The delivery was not signed with the app secret, or was changed on its way. Nothing was stored. */
export class WebhookSignatureError extends WaypostError {
  static override readonly brand: string = "WebhookSignatureError";
  readonly code: WebhookSignatureCode;
  /** The mistake that explains it best; `wrong_secret` when nothing else does. */
  readonly mistake: SignatureMistake;

  constructor(
    code: WebhookSignatureCode,
    message: string,
    options: { fix: string; mistake: SignatureMistake },
  ) {
    super({ message, fix: options.fix, docsUrl: docsUrl(code) });
    this.code = code;
    this.mistake = options.mistake;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), mistake: this.mistake };
  }
}
