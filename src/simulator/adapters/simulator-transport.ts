import { TransportError } from "../../core/index.js";
import type { Transport, TransportBody, TransportRequest } from "../../graph/index.js";
import { exchange } from "../exchange.js";
import type { SimulatorResponse } from "../http.js";
import type { World } from "../world.js";
import { answerOrThrow } from "./network-failure.js";

/** A transport that ends in the simulator: nothing is intercepted, nothing can reach the network. */
export function simulatorTransport(world: World): Transport {
  const answer = async (request: TransportRequest): Promise<SimulatorResponse> => {
    if (request.signal?.aborted === true) {
      throw new TransportError("ABORTED", "The caller aborted the request before it started.", {
        fix: "Nothing was sent.",
        requestLeft: false,
        cause: request.signal.reason,
      });
    }
    return answerOrThrow(await exchange(world, { ...request, body: await collect(request.body) }));
  };
  return {
    request: async (request) => {
      const { status, headers, body } = await answer(request);
      return { status, headers, body: typeof body === "string" ? body : new TextDecoder().decode(body) };
    },
    stream: async (request) => {
      const { status, headers, body } = await answer(request);
      return {
        status,
        headers,
        body: (async function* () {
          yield typeof body === "string" ? new TextEncoder().encode(body) : body;
        })(),
        discard: async () => undefined,
      };
    },
    close: async () => undefined,
  };
}

async function collect(body: TransportBody | undefined): Promise<string | Uint8Array | undefined> {
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
