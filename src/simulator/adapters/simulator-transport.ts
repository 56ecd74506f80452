import { TransportError } from "../../core/index.js";
import type { Transport } from "../../graph/index.js";
import { exchange } from "../exchange.js";
import type { World } from "../world.js";
import { answerOrThrow } from "./network-failure.js";

/** A transport that ends in the simulator: nothing is intercepted, nothing can reach the network. */
export function simulatorTransport(world: World): Transport {
  return {
    request: async (request) => {
      if (request.signal?.aborted === true) {
        throw new TransportError("ABORTED", "The caller aborted the request before it started.", {
          fix: "Nothing was sent.",
          requestLeft: false,
          cause: request.signal.reason,
        });
      }
      const { status, headers, body } = answerOrThrow(await exchange(world, request));
      return { status, headers, body: typeof body === "string" ? body : new TextDecoder().decode(body) };
    },
    close: async () => undefined,
  };
}
