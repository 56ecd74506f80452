import { TransportError } from "../core/index.js";
import type { GraphClient } from "../graph/index.js";
import type { ManagementPace } from "../limits/index.js";

/** Graph for management: near the end of Meta's quota its calls wait. Sends do not: they have limits of their own. */
export function pacedGraph(graph: GraphClient, pace: ManagementPace): GraphClient {
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    await pace.wait(signal).catch((cause: unknown) => {
      throw new TransportError("ABORTED", "The caller aborted the request before it started.", {
        fix: "Nothing was sent.",
        requestLeft: false,
        cause,
      });
    });
  };
  const simple =
    (call: GraphClient["get"]): GraphClient["get"] =>
    async (path, options) => {
      await turn(options?.signal);
      return call(path, options);
    };
  return {
    ...graph,
    get: simple(graph.get),
    post: simple(graph.post),
    delete: simple(graph.delete),
    request: async (call) => {
      await turn(call.signal);
      return graph.request(call);
    },
  };
}
