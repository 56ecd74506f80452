import { TransportError } from "../core/index.js";

/** An answer that nobody who knows can have meant: a proxy's page, half a body, nothing. */
export function badAnswer(status: number): TransportError {
  return new TransportError("BAD_ANSWER", `The answer (HTTP ${String(status)}) is not one of Graph's.`, {
    fix: "The request may have been carried out: look before you repeat it, and check proxies on the way.",
    requestLeft: true,
  });
}
