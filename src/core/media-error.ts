import { docsUrl } from "./docs-url.js";
import { WaypostError } from "./errors.js";

/** Why a file could not be brought or taken, apart from what Meta itself says. */
export type MediaCode =
  "MEDIA_HOST_REFUSED" | "MEDIA_URL_EXPIRED" | "MEDIA_TOO_LARGE" | "MEDIA_CORRUPT" | "MEDIA_UNREADABLE";

/** A file was refused, was too large or came damaged. Nothing of it is left behind. */
export class MediaError extends WaypostError {
  static override readonly brand: string = "MediaError";
  readonly code: MediaCode;

  constructor(code: MediaCode, message: string, options: { fix: string; cause?: unknown }) {
    super({ message, fix: options.fix, docsUrl: docsUrl(code), cause: options.cause });
    this.code = code;
  }
}
