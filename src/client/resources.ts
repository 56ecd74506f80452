import type { GraphClient } from "../graph/index.js";
import { createResources, type ResourceContext, type Resources } from "../resources/index.js";

/** Hangs every resource on the client, each under its own name. */
export function attachResources(client: object, graph: GraphClient, context: ResourceContext): void {
  const resources = createResources(graph, context);
  for (const [name, value] of Object.entries(resources)) {
    Object.defineProperty(client, name, { value, enumerable: true });
  }
}

export type { Resources };
