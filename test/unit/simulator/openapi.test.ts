import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROUTES } from "../../../src/simulator/routes.js";

// Meta's own description is an oracle, not a part of this project: WAYPOST_OPENAPI names it, or it lies beside the checkout.
const FILE = "business-messaging-api_v23.0.yaml";
const file = [process.env.WAYPOST_OPENAPI, join(process.cwd(), "..", "shared", "spec", FILE)].find(
  (path) => path !== undefined && existsSync(path),
);
if (file === undefined) {
  // eslint-disable-next-line no-console -- the reason for a skip must be seen
  console.log(`skipped: Meta's OpenAPI description (${FILE}) is not here; set WAYPOST_OPENAPI to its path`);
}

describe.skipIf(file === undefined)("Meta's OpenAPI v23.0", () => {
  const { paths } =
    file === undefined
      ? { paths: {} }
      : (parse(readFileSync(file, "utf8")) as { paths: Record<string, Record<string, unknown>> });
  // Documented by Meta for a template's node or for deleting by id, and absent from the description of November 2025.
  const newer = new Set(["DELETE /{Version}/{TEMPLATE_ID}"]);
  // Paths that Meta added since (2026) or documents on a page of their own.
  const elsewhere = [
    "/{Version}/{TEMPLATE_ID}/unpause",
    "/{Version}/{WABA-ID}/message_templates/archive",
    "/{Version}/{App-ID}/uploads",
    "/{Version}/{Upload-ID}",
  ];

  const described = ROUTES.filter(({ path }) => !elsewhere.includes(path));
  it.each(described.map(({ method, path }) => `${method} ${path}`))("has %s", (route) => {
    const [method = "", path = ""] = route.split(" ");
    expect(Object.keys(paths)).toContain(path);
    if (!newer.has(route)) expect(Object.keys(paths[path] ?? {})).toContain(method.toLowerCase());
  });
});
