import { TransportError } from "../core/index.js";
import type { GraphClient } from "../graph/index.js";
import type { ManagementPace } from "../limits/index.js";
import { createResources, type ResourceContext, type Resources } from "../resources/index.js";

/** Hangs every resource on the client, each under its own name; near the end of Meta's quota their calls wait. */
export function attachResources(
  client: object,
  graph: GraphClient,
  context: ResourceContext & { readonly pace: ManagementPace },
): void {
  const { pace, ...rest } = context;
  const paced: GraphClient = {
    ...graph,
    request: async (call) => {
      await pace.wait(call.signal).catch((cause: unknown) => {
        throw new TransportError("ABORTED", "The caller aborted the request before it started.", {
          fix: "Nothing was sent.",
          requestLeft: false,
          cause,
        });
      });
      return graph.request(call);
    },
  };
  const resources = createResources(paced, rest);
  for (const [name, value] of Object.entries(resources)) {
    Object.defineProperty(client, name, { value, enumerable: true });
  }
}

export type { Resources };
