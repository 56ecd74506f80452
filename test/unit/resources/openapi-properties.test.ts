import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limitsIn, type Schema as ZodSchema } from "../../support/documented-limits.js";
import {
  fieldsOf,
  named,
  openApiFile,
  operations,
  paths,
  propertiesOf,
  queryOf,
  type Schema,
} from "../../support/meta-openapi.js";
import type { GraphServer } from "./graph-server.js";
import { NOT_OFFERED, NOT_SENT, OTHER_LIMITS } from "./openapi-deviations.js";
import { bodyOf, endpointOf, obligingServer, pathsOf, requestOf, typeOf } from "./openapi-requests.js";
import { METHODS } from "./samples.js";

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What an operation takes: `?limit` in the query, `commands[].command_name` in a body. */
function taken(operation: string): ReadonlyMap<string, Schema> {
  const [method = "", path = ""] = operation.split(" ");
  const bodies = Object.values(paths[path]?.[method.toLowerCase()]?.requestBody?.content ?? {});
  return new Map([
    ...queryOf(path, method.toLowerCase()).map(
      ({ name, schema = {} }) => [`?${name}`, named(schema)] as const,
    ),
    ...bodies.flatMap(({ schema }) => [...propertiesOf(schema)]),
  ]);
}

describe.skipIf(openApiFile === undefined)("optional properties of Meta's OpenAPI v23.0", () => {
  let server: GraphServer;
  const sent = new Map<string, Set<string>>();
  beforeAll(async () => {
    server = await obligingServer();
    for (const method of METHODS.filter((one) => one.method !== "downloadToFile")) {
      const endpoint = endpointOf(method);
      const seen = await requestOf(server, method);
      const fields = [
        ...[...seen.query.keys()].map((name) => `?${name}`),
        ...(seen.body === "" ? [] : fieldsOf(bodyOf(seen, typeOf(seen)))),
        // Every list pages in the same way, and every read takes its fields: the samples do not repeat it.
        ...["fields", "limit", "after", "before"].flatMap((name) =>
          name in endpoint.schema.shape ? [`?${name}`] : [],
        ),
      ];
      for (const path of pathsOf(endpoint)) {
        const operation = `${endpoint.method} ${path}`;
        sent.set(operation, new Set([...(sent.get(operation) ?? []), ...fields]));
      }
    }
  });
  afterAll(async () => {
    await server.close();
  });

  const offered = operations.filter((operation) => NOT_OFFERED[operation] === undefined);

  it.each(offered)("%s: each can be sent, or is left out for a reason", (operation) => {
    const missing = [...taken(operation).keys()].filter((name) => sent.get(operation)?.has(name) !== true);
    expect(missing.sort()).toEqual(Object.keys(NOT_SENT[operation] ?? {}).sort());
  });

  it("nothing is left out of an operation that does not exist", () => {
    expect(Object.keys(NOT_SENT).filter((operation) => !offered.includes(operation))).toEqual([]);
  });

  it("its limits are Waypost's, or Waypost has a newer source", () => {
    const differ = METHODS.flatMap((method) => {
      const endpoint = endpointOf(method);
      const ours = new Map(
        [...limitsIn(endpoint.schema as unknown as ZodSchema)].map((limit) => [
          limit.path.join(".").replaceAll(".0", "[]"),
          limit,
        ]),
      );
      return pathsOf(endpoint).flatMap((path) =>
        [...taken(`${endpoint.method} ${path}`)].flatMap(([name, schema]) => {
          const field = camel(name.replace("?", ""));
          const max = schema.maxLength ?? schema.maxItems ?? schema.maximum;
          if (max === undefined || !((/^\w+/.exec(field)?.[0] ?? "") in endpoint.schema.shape)) return [];
          const own = ours.get(field)?.max;
          return own === max ? [] : [[`${method.name} ${field}`, `${String(max)}, not ${String(own)}`]];
        }),
      );
    });
    expect(Object.fromEntries(differ)).toEqual(
      Object.fromEntries(Object.entries(OTHER_LIMITS).map(([name, { says }]) => [name, says])),
    );
  });
});
