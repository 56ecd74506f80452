import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

// Meta's own description is an oracle, not a part of this project.
const FILE = "business-messaging-api_v23.0.yaml";

/** Where the description lies; undefined skips what needs it, and says so. */
export const openApiFile = [
  process.env.WAYPOST_META_OPENAPI,
  process.env.WAYPOST_OPENAPI,
  join(process.cwd(), "..", "shared", "spec", FILE),
].find((path) => path !== undefined && existsSync(path));
if (openApiFile === undefined) {
  // eslint-disable-next-line no-console -- the reason for a skip must be seen
  console.log(
    `skipped: Meta's OpenAPI description (${FILE}) is not here; set WAYPOST_META_OPENAPI to its path`,
  );
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
    readonly required?: boolean;
  };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation & readonly Parameter[]>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const document: Document =
  openApiFile === undefined ? { paths: {} } : (parse(readFileSync(openApiFile, "utf8")) as Document);
export const { paths } = document;
export const schemas = document.components?.schemas ?? {};

/** Knows the whole description as `openapi`. */
export const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema(document, "openapi");

/** Where a part of the description stands, for `$ref`. */
export const pointer = (...parts: readonly string[]): string =>
  `openapi#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;

/** A part of the description by itself: its references lead back into the whole. */
export function inDocument(schema: unknown): unknown {
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

/** What a reference stands for. */
export function named<Part extends { readonly $ref?: string }>(part: Part): Part {
  if (part.$ref === undefined) return part;
  return named(
    part.$ref
      .slice(2)
      .split("/")
      .reduce<unknown>(
        (inner, name) => (inner as Readonly<Record<string, unknown>>)[decodeURIComponent(name)],
        document,
      ) as Part,
  );
}

/** Every operation of the description: `POST /{Version}/...`. */
export const operations: readonly string[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => ["get", "post", "delete", "put", "patch"].includes(method))
    .map((method) => `${method.toUpperCase()} ${path}`),
);

/** Parameters of the query, by path and method. */
export function queryOf(path: string, method: string): Parameter[] {
  const own = paths[path] as { readonly parameters?: readonly Parameter[] } | undefined;
  return [...(own?.parameters ?? []), ...(paths[path]?.[method]?.parameters ?? [])]
    .map(named)
    .filter((parameter) => parameter.in === "query");
}

/** Every property of a schema at any depth, optional or not: `components[].buttons[].text`. */
export function propertiesOf(
  schema: Schema | undefined,
  prefix = "",
  found = new Map<string, Schema>(),
): ReadonlyMap<string, Schema> {
  if (schema === undefined || prefix.split(".").length > 10) return found;
  const whole = named(schema);
  for (const part of [...(whole.allOf ?? []), ...(whole.anyOf ?? []), ...(whole.oneOf ?? [])])
    propertiesOf(part, prefix, found);
  if (whole.items !== undefined) propertiesOf(whole.items, `${prefix}[]`, found);
  for (const [name, property] of Object.entries(whole.properties ?? {})) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    found.set(path, named(property));
    propertiesOf(property, path, found);
  }
  return found;
}

/** The same of a value that travels. */
export function fieldsOf(value: unknown, prefix = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${prefix}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    return [path, ...fieldsOf(item, path)];
  });
}
