import { TransportError, WaypostError } from "../core/index.js";

/** Failures before a connection stood: not a byte of the request left. */
const BEFORE_CONNECTION = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
]);

const TIMEOUTS = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/**
 * Maps whatever an HTTP library threw to a `TransportError`. When in doubt whether the request left, it did.
 *
 * @param aborted - `"timeout"` or `"caller"` when an abort of ours ended the request.
 */
export function transportFailure(error: unknown, aborted?: "timeout" | "caller"): WaypostError {
  // What one of ours threw while it fed or read the body has said what happened.
  const ours = ownErrorIn(error);
  if (ours !== undefined) return ours;
  const code = codeOf(error);
  if (code !== undefined && BEFORE_CONNECTION.has(code)) {
    return new TransportError("CONNECTION_FAILED", `No connection could be made (${code}).`, {
      fix: "Nothing was sent: check the network and the base URL, then call again.",
      requestLeft: false,
      cause: error,
    });
  }
  if (aborted === "timeout" || (code !== undefined && TIMEOUTS.has(code))) {
    return new TransportError("REQUEST_TIMEOUT", "No complete answer came in time.", {
      fix: "The request may have been carried out: look before you repeat it.",
      requestLeft: true,
      cause: error,
    });
  }
  if (aborted === "caller") {
    return new TransportError("ABORTED", "The caller aborted the request on its way.", {
      fix: "The request may have been carried out: look before you repeat it.",
      requestLeft: true,
      cause: error,
    });
  }
  return new TransportError(
    "CONNECTION_LOST",
    `The connection broke before the answer was complete${code === undefined ? "" : ` (${code})`}.`,
    {
      fix: "The request may have been carried out: look before you repeat it.",
      requestLeft: true,
      cause: error,
    },
  );
}

/** For a request whose signal was aborted before anything was done. */
export function abortedBeforeStart(signal: AbortSignal): TransportError {
  return new TransportError("ABORTED", "The caller aborted the request before it started.", {
    fix: "Nothing was sent.",
    requestLeft: false,
    cause: signal.reason,
  });
}

/** A function, because the answer changes while a request is on its way. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function ownErrorIn(error: unknown): WaypostError | undefined {
  const cause = (error as { cause?: unknown } | null | undefined)?.cause;
  return [error, cause].find((candidate) => WaypostError.is(candidate));
}

function codeOf(error: unknown): string | undefined {
  for (
    let current = error, depth = 0;
    depth < 5 && typeof current === "object" && current !== null;
    depth++
  ) {
    const { code, cause } = current as { code?: unknown; cause?: unknown };
    if (typeof code === "string" && code !== "") return code;
    current = cause;
  }
  return undefined;
}
