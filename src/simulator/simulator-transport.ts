import { TransportError } from "../core/index.js";
import type { Transport } from "../graph/index.js";
import type { Router } from "./router.js";

/** The simulator in the place of the network: no interception, no sockets. */
export function simulatorTransport(router: Router): Transport {
  return {
    request: async (request) => {
      const handled = router.handle({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        body: request.body,
      });
      if ("answer" in handled) return handled.answer;
      throw lost(handled.lost);
    },
    close: async () => undefined,
  };
}

function lost(how: "before" | "after" | "timeout"): TransportError {
  if (how === "before") {
    return new TransportError("CONNECTION_FAILED", "The simulator refused the connection.", {
      fix: "Nothing was sent.",
      requestLeft: false,
    });
  }
  const code = how === "timeout" ? "REQUEST_TIMEOUT" : "CONNECTION_LOST";
  return new TransportError(code, "The simulator lost the answer.", {
    fix: "The request was carried out.",
    requestLeft: true,
  });
}
