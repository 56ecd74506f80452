import { docsUrl } from "./docs-url.js";
import { WaypostError } from "./errors.js";

/** Why a request to a Flow endpoint was not answered with a screen. */
export type FlowCode =
  | "FLOW_TOKEN_EXPIRED"
  | "FLOW_DECRYPT_FAILED"
  | "FLOW_SIGNATURE_INVALID"
  | "FLOW_REQUEST_INVALID"
  | "FLOW_KEY_INVALID"
  | "FLOW_MEDIA_CORRUPT";

/** A request to a Flow endpoint could not be read, or its Flow is over. */
export class FlowError extends WaypostError {
  static override readonly brand: string = "FlowError";
  readonly code: FlowCode;
  /** With `FLOW_TOKEN_EXPIRED`: the sentence that the person sees. */
  readonly shown: string;

  constructor(code: FlowCode, message: string, options: { fix?: string; cause?: unknown } = {}) {
    super({
      message,
      fix: options.fix ?? "See the page behind docsUrl.",
      docsUrl: docsUrl(code),
      cause: options.cause,
    });
    this.code = code;
    this.shown = message;
  }
}
