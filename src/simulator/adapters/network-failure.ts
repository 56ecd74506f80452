import { TransportError } from "../../core/index.js";
import type { Outcome } from "../exchange.js";
import type { SimulatorResponse } from "../http.js";

/** The answer, or the error that a transport throws when none comes. */
export function answerOrThrow(outcome: Outcome): SimulatorResponse {
  switch (outcome.kind) {
    case "answer":
      return outcome.response;
    case "reset_before":
      throw new TransportError("CONNECTION_FAILED", "No connection could be made (simulated).", {
        fix: "Nothing was sent: call again.",
        requestLeft: false,
      });
    case "timeout":
      throw new TransportError("REQUEST_TIMEOUT", "No complete answer came in time (simulated).", {
        fix: "The request may have been carried out: look before you repeat it.",
        requestLeft: true,
      });
    case "lost":
    case "reset_after":
      throw new TransportError(
        "CONNECTION_LOST",
        "The connection broke before the answer was complete (simulated).",
        {
          fix: "The request may have been carried out: look before you repeat it.",
          requestLeft: true,
        },
      );
  }
}
