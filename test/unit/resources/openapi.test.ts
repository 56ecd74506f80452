import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Endpoint, RESOURCES } from "../../../src/resources/index.js";
import { DEVIATIONS, NEWER, NOT_OFFERED, PARAMETER_NAMES } from "./openapi-deviations.js";
import { type GraphServer, graphServer, json, type Seen, universal } from "./graph-server.js";
import { call, METHODS } from "./samples.js";

// Meta's own description is an oracle, not a part of this project.
const FILE = "business-messaging-api_v23.0.yaml";
const file = [
  process.env.WAYPOST_META_OPENAPI,
  process.env.WAYPOST_OPENAPI,
  join(process.cwd(), "..", "shared", "spec", FILE),
].find((path) => path !== undefined && existsSync(path));
if (file === undefined) {
  // eslint-disable-next-line no-console -- the reason for a skip must be seen
  console.log(
    `skipped: Meta's OpenAPI description (${FILE}) is not here; set WAYPOST_META_OPENAPI to its path`,
  );
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
    readonly required?: boolean;
  };
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation & readonly Parameter[]>>>>;

const document =
  file === undefined ? { paths: {} } : (parse(readFileSync(file, "utf8")) as { readonly paths: Paths });
const { paths } = document;
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema(document, "openapi");

const pointer = (...parts: readonly string[]): string =>
  `openapi#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;

/** A part of the description by itself: its references lead back into the whole. */
function inDocument(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inDocument);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === "$ref" && typeof value === "string" && value.startsWith("#/")
        ? `openapi${value}`
        : inDocument(value),
    ]),
  );
}

/** Paths of the description that an endpoint may be: names of ids differ, so they are tried by what they stand for. */
function pathsOf(endpoint: Endpoint): string[] {
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

function parametersOf(path: string, method: string): Parameter[] {
  const components =
    (document as { components?: { parameters?: Record<string, Parameter> } }).components?.parameters ?? {};
  const all = [
    ...((paths[path] as { parameters?: Parameter[] } | undefined)?.parameters ?? []),
    ...(paths[path]?.[method]?.parameters ?? []),
  ];
  return all.map((parameter) =>
    parameter.$ref === undefined
      ? parameter
      : (components[parameter.$ref.split("/").pop() ?? ""] ?? parameter),
  );
}

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
  const known = parametersOf(path, method).filter((parameter) => parameter.in === "query");
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
  const [type = ""] = (seen.headers["content-type"] ?? "").split(";");
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

function bodyOf({ body }: Seen, type: string): unknown {
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

describe.skipIf(file === undefined)("Meta's OpenAPI v23.0", () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await graphServer();
    server.answer = (seen, response) => {
      if (seen.path === "/file") response.end("bytes");
      else json(response, universal(server.url));
    };
  });
  afterAll(async () => {
    await server.close();
  });
  const covered = new Set<string>();

  it.each(METHODS.filter(({ method }) => method !== "downloadToFile"))("$name", async (method) => {
    const endpoint = (RESOURCES[method.resource].endpoints as Record<string, Endpoint>)[
      method.method
    ] as Endpoint;
    const candidates = pathsOf(endpoint);
    if (candidates.length === 0) {
      expect(
        NEWER[method.name],
        `${method.name} is not in the description: say where it comes from`,
      ).toBeTruthy();
      return;
    }
    expect(NEWER[method.name], "listed as newer, but the description has it").toBeUndefined();
    server.seen.length = 0;
    await call(server.resources, method);
    const [seen] = server.seen;
    const found = candidates.map((path) => ({ path, problems: problemsOf(path, endpoint, seen as Seen) }));
    const best = found.sort((a, b) => a.problems.length - b.problems.length)[0];
    for (const path of candidates) covered.add(`${endpoint.method} ${path}`);
    expect(best?.problems ?? []).toEqual(DEVIATIONS[method.name]?.problems ?? []);
  });

  it("every path and method is offered, or left out for a reason", () => {
    const all = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => ["get", "post", "delete", "put", "patch"].includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const missing = all.filter((operation) => !covered.has(operation));
    expect(missing.sort()).toEqual(Object.keys(NOT_OFFERED).sort());
  });
});
