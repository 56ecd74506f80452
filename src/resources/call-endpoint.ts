import {
  GraphApiError,
  type GraphBody,
  type GraphCall,
  type GraphClient,
  guardGraphPath,
  type Listing,
  listing,
  type Page,
  pageOf,
} from "../graph/index.js";
import { snakeKeys } from "./case.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, Endpoint, ResourceIds } from "./endpoint.js";

type Json = Readonly<Record<string, unknown>>;

/**
 * Calls an endpoint that is one request and one answer.
 *
 * @throws ValidationError `INVALID_INPUT` before anything leaves; GraphApiError; TransportError.
 */
export async function callEndpoint(
  graph: GraphClient,
  ids: ResourceIds,
  { name, endpoint }: { readonly name: string; readonly endpoint: Endpoint },
  input: unknown,
  options: CallOptions = {},
): Promise<unknown> {
  const call = callOf(endpoint, ids, checkFields(name, endpoint.schema, input ?? {}));
  try {
    return endpoint.read(await graph.request({ ...call, signal: options.signal }));
  } catch (error) {
    const rescued = GraphApiError.is(error) ? endpoint.recover?.(error) : undefined;
    if (rescued === undefined) throw error;
    return endpoint.read(rescued);
  }
}

/**
 * Calls an endpoint that lists. Bad input is thrown at once, not with the first page.
 *
 * @throws ValidationError `INVALID_INPUT`; while reading GraphApiError, TransportError.
 */
export function listEndpoint(
  graph: GraphClient,
  ids: ResourceIds,
  { name, endpoint }: { readonly name: string; readonly endpoint: Endpoint },
  input: unknown,
  options: CallOptions = {},
): Listing<unknown> {
  const { maxPages, ...checked } = checkFields(name, endpoint.schema, input ?? {}) as Json & {
    maxPages?: number;
  };
  const load = async (after: string | undefined): Promise<Page<unknown>> => {
    const call = callOf(
      endpoint,
      ids,
      after === undefined ? checked : { ...checked, after, before: undefined },
    );
    const json = await graph.request({ ...call, signal: options.signal });
    const page = pageOf(
      endpoint.itemsOf === undefined ? json : { ...(json as Json), data: endpoint.itemsOf(json) },
    );
    return { ...page, data: page.data.map((item) => endpoint.read(item)) };
  };
  return listing(load, maxPages === undefined ? {} : { maxPages });
}

function callOf(endpoint: Endpoint, ids: ResourceIds, input: Json): GraphCall {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(input[name] ?? ids[name as keyof ResourceIds]),
  );
  const { fields, ...rest } = Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== undefined && !names.includes(name)),
  ) as Json & { fields?: readonly string[] };
  const asked = fields ?? endpoint.fields;
  const content: Json = {
    ...(endpoint.product ? { messaging_product: "whatsapp" } : {}),
    ...(snakeKeys(endpoint.wire === undefined ? rest : endpoint.wire(rest)) as Json),
  };
  return {
    method: endpoint.method,
    path: guardGraphPath(path),
    idempotent: endpoint.idempotent,
    host: endpoint.host,
    ...(endpoint.token === undefined ? {} : { accessToken: endpoint.token(input) }),
    ...carried(
      endpoint,
      content,
      asked === undefined || asked.length === 0 ? {} : { fields: asked.join(",") },
    ),
  };
}

/** What is asked for stands in the query, whatever carries the rest. */
function carried(
  { carrier }: Endpoint,
  content: Json,
  asked: Record<string, string>,
): { query?: Record<string, string>; body?: GraphBody } {
  switch (carrier) {
    case "none":
      return { query: asked };
    case "json":
      return { query: asked, body: { kind: "json", value: content } };
    case "query":
      return { query: { ...texts(content), ...asked } };
    case "form":
    case "multipart":
      return { query: asked, body: { kind: carrier, fields: texts(content) } };
  }
}

/** Where only text travels, lists and objects travel as JSON (Graph's own rule). */
function texts(content: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
