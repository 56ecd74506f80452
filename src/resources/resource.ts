import type { GraphClient } from "../graph/index.js";
import { callEndpoint, listEndpoint } from "./call-endpoint.js";
import type { CallOptions, Endpoint, MethodOf, ResourceContext } from "./endpoint.js";

/** What a resource is made of: a name for each endpoint. */
type Endpoints = Readonly<Record<string, Endpoint>>;

/** A resource before it is bound to a client; `endpoints` is what the docs and the tests read. */
export interface ResourceFactory<Made extends Endpoints> {
  (graph: GraphClient, context: ResourceContext): { readonly [Name in keyof Made]: MethodOf<Made[Name]> };
  readonly resourceName: string;
  readonly endpoints: Made;
}

/**
 * Makes a resource of its endpoints: `createX(graph, context)` returns one typed method for each.
 *
 * The endpoints are described when somebody asks for the resource: most programs use few, and their schemas take time.
 *
 * @param resourceName - as it hangs on `Waypost`, for messages of errors and the coverage table.
 */
export function resource<const Made extends Endpoints>(
  resourceName: string,
  describe: () => Made,
): ResourceFactory<Made> {
  let described: Made | undefined;
  const endpoints = (): Made => (described ??= describe());
  const create = (graph: GraphClient, context: ResourceContext): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(endpoints()).map(([name, endpoint]) => [
        name,
        method(graph, context, { name: `${resourceName}.${name}`, endpoint }),
      ]),
    );
  Object.defineProperty(create, "endpoints", { get: endpoints });
  return Object.assign(create, { resourceName }) as unknown as ResourceFactory<Made>;
}

function method(
  graph: GraphClient,
  context: ResourceContext,
  named: { readonly name: string; readonly endpoint: Endpoint },
): (input?: unknown, options?: CallOptions) => unknown {
  const { endpoint } = named;
  if (endpoint.kind === "list")
    return (input, options) => listEndpoint(graph, context, named, input, options);
  const { run } = endpoint;
  if (run !== undefined) return async (input, options = {}) => run(graph, context, input as never, options);
  return async (input, options) => callEndpoint(graph, context, named, input, options);
}
