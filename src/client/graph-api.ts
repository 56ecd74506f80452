import type { GraphClient, GraphRequestOptions } from "../graph/index.js";
import { guardGraphBody, guardGraphQuery, guardRawPath } from "../graph/index.js";

/**
 * Raw access to Graph for what no resource covers yet. The paths that send are refused and name the method to use:
 * there is no way round consent, templates, windows and limits.
 */
export interface GraphApi {
  /** @throws ValidationError `GRAPH_PATH_REFUSED`; GraphApiError; TransportError. */
  get(path: string, options?: GraphRequestOptions): Promise<unknown>;
  /** @throws as `get`. */
  post(path: string, options?: GraphRequestOptions): Promise<unknown>;
  /** @throws as `get`. */
  delete(path: string, options?: GraphRequestOptions): Promise<unknown>;
}

export function createGraphApi(graph: GraphClient): GraphApi {
  const guarded =
    (call: GraphClient["get"]) =>
    async (path: string, options: GraphRequestOptions = {}): Promise<unknown> => {
      // Each is read once: what was checked is what goes out.
      const { query, body, signal } = options;
      return call(guardRawPath(path), { query: guardGraphQuery(query), body: guardGraphBody(body), signal });
    };
  return { get: guarded(graph.get), post: guarded(graph.post), delete: guarded(graph.delete) };
}
