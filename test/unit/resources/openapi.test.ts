import type { ValidateFunction } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Endpoint } from "../../../src/resources/index.js";
import {
  ajv,
  inDocument,
  openApiFile,
  operations,
  paths,
  pointer,
  queryOf,
} from "../../support/meta-openapi.js";
import { DEVIATIONS, NEWER, NOT_OFFERED } from "./openapi-deviations.js";
import type { GraphServer, Seen } from "./graph-server.js";
import { bodyOf, endpointOf, obligingServer, pathsOf, requestOf, typeOf } from "./openapi-requests.js";
import { METHODS } from "./samples.js";

function validator(path: string, method: string, type: string): ValidateFunction | undefined {
  const content = paths[path]?.[method]?.requestBody?.content?.[type];
  return content?.schema === undefined
    ? undefined
    : ajv.compile({ $ref: pointer("paths", path, method, "requestBody", "content", type, "schema") });
}

/** What the request says that the description does not. */
function problemsOf(path: string, endpoint: Endpoint, seen: Seen): string[] {
  const method = endpoint.method.toLowerCase();
  if (paths[path]?.[method] === undefined) return [`no ${endpoint.method}`];
  const known = queryOf(path, method);
  const problems = [...seen.query.keys()].flatMap((name) => {
    const parameter = known.find((candidate) => candidate.name === name);
    if (parameter === undefined) return [`query ${name}: unknown`];
    const { type } = (parameter.schema ?? {}) as { type?: string };
    const text = seen.query.get(name) ?? "";
    const value: unknown =
      type === "integer" || type === "number"
        ? Number(text)
        : type === "boolean"
          ? text === "true"
          : type === "array"
            ? JSON.parse(text)
            : text;
    return parameter.schema === undefined || ajv.validate(inDocument(parameter.schema) as object, value)
      ? []
      : [`query ${name}: ${ajv.errorsText()}`];
  });
  for (const { name, required } of known)
    if (required === true && !seen.query.has(name)) problems.push(`query ${name}: missing`);
  const type = typeOf(seen);
  const contents = Object.keys(paths[path][method]?.requestBody?.content ?? {});
  if (seen.body === "") {
    if (paths[path][method]?.requestBody?.required === true) problems.push("body: missing");
    return problems;
  }
  const validate = validator(path, method, type);
  if (validate === undefined)
    return [
      ...problems,
      contents.length === 0 ? "body: none expected" : `body: ${type} instead of ${contents.join(", ")}`,
    ];
  if (!validate(bodyOf(seen, type))) {
    problems.push(
      ...new Set(
        (validate.errors ?? []).map(({ instancePath, keyword }) => `body ${instancePath}: ${keyword}`),
      ),
    );
  }
  return problems;
}

describe.skipIf(openApiFile === undefined)("Meta's OpenAPI v23.0", () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await obligingServer();
  });
  afterAll(async () => {
    await server.close();
  });
  const covered = new Set<string>();

  it.each(METHODS.filter(({ method }) => method !== "downloadToFile"))("$name", async (method) => {
    const endpoint = endpointOf(method);
    const candidates = pathsOf(endpoint);
    if (candidates.length === 0) {
      expect(
        NEWER[method.name],
        `${method.name} is not in the description: say where it comes from`,
      ).toBeTruthy();
      return;
    }
    expect(NEWER[method.name], "listed as newer, but the description has it").toBeUndefined();
    const seen = await requestOf(server, method);
    const found = candidates.map((path) => ({ path, problems: problemsOf(path, endpoint, seen) }));
    const best = found.sort((a, b) => a.problems.length - b.problems.length)[0];
    for (const path of candidates) covered.add(`${endpoint.method} ${path}`);
    expect(best?.problems ?? []).toEqual(DEVIATIONS[method.name]?.problems ?? []);
  });

  it("every path and method is offered, or left out for a reason", () => {
    const missing = operations.filter((operation) => !covered.has(operation));
    expect(missing.sort()).toEqual(Object.keys(NOT_OFFERED).sort());
  });
});
