import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { paths } from "../../support/meta-openapi.js";
import { type GraphServer, graphServer, json, type Seen, universal } from "./graph-server.js";
import { PARAMETER_NAMES } from "./openapi-deviations.js";
import { call, type Method } from "./samples.js";

/** Paths of the description that an endpoint may be: names of ids differ, so they are tried by what they stand for. */
export function pathsOf(endpoint: Endpoint): string[] {
  const fits = (template: string): boolean => {
    const [, , ...theirs] = template.split("/");
    const [, ...ours] = endpoint.path.split("/");
    return (
      theirs.length === ours.length &&
      ours.every((part, index) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1];
        const their = theirs[index] ?? "";
        return name === undefined
          ? part === their
          : (PARAMETER_NAMES[name] ?? []).includes(their.replace(/[{}]/g, ""));
      })
    );
  };
  return Object.keys(paths).filter(fits);
}

export function endpointOf({ resource, method }: Method): Endpoint {
  return (RESOURCES[resource].endpoints as Record<string, Endpoint>)[method] as Endpoint;
}

/** A server that answers every sample. */
export async function obligingServer(): Promise<GraphServer> {
  const server = await graphServer();
  server.answer = (seen, response) => {
    if (seen.path === "/file") response.end("bytes");
    else json(response, universal(server.url));
  };
  return server;
}

/** What the sample of a method sends first. */
export async function requestOf(server: GraphServer, method: Method): Promise<Seen> {
  server.seen.length = 0;
  await call(server.resources, method);
  return server.seen[0] as Seen;
}

export const typeOf = ({ headers }: Seen): string => (headers["content-type"] ?? "").split(";")[0] ?? "";

/** A body as the object that its schema describes. */
export function bodyOf({ body }: Seen, type: string): unknown {
  if (type === "application/json") return JSON.parse(body);
  const fields =
    type === "multipart/form-data"
      ? [
          ...body.matchAll(
            /form-data; name="(\w+)"(?:; filename="[^"]*")?\r\n(?:content-type: [^\r]*\r\n)?\r\n([\s\S]*?)\r\n--/g,
          ),
        ].map(([, name = "", value = ""]) => [name, value] as const)
      : [...new URLSearchParams(body)];
  // A list travels as JSON in a form.
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      type.includes("urlencoded") && value.startsWith("[") ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}
