import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { lintTemplate, type StoredTemplate } from "../../../src/templates/index.js";

// Meta's own description is an oracle, not a part of this project.
const FILE = "business-messaging-api_v23.0.yaml";
const file = [process.env.WAYPOST_META_OPENAPI, join(process.cwd(), "..", "shared", "spec", FILE)].find(
  (path) => path !== undefined && existsSync(path),
);
if (file === undefined) {
  // eslint-disable-next-line no-console -- the reason for a skip must be seen
  console.log(
    `skipped: Meta's OpenAPI description (${FILE}) is not here; set WAYPOST_META_OPENAPI to its path`,
  );
}

/** What the linter says of Meta's own examples, by name and rule, and why that is right. */
const PLACEHOLDER = "the name is a placeholder";
const NO_WAY_OUT = "a marketing message without a way out: Meta takes it, its policy asks for one (warning)";
const OLD_ONE_TAP = "names its app on the button, which Meta no longer takes for new templates";
const LOUD = "two exclamation marks: Meta takes it, the tone is a warning";
const LISTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Example response: hello_world": { M01: NO_WAY_OUT },
  "Create Flow Template Message by Flow JSON: <TEMPLATE_NAME>": { L01: PLACEHOLDER, M01: NO_WAY_OUT },
  "Create Flow Template Message by ID: <TEMPLATE_NAME>": { L01: PLACEHOLDER, M01: NO_WAY_OUT },
  "Create Flow Template Message by Name: <TEMPLATE_NAME>": { L01: PLACEHOLDER, M01: NO_WAY_OUT },
  "Create authentication template w/ OTP one-tap autofill button: authentication_code_autofill_button": {
    L25: OLD_ONE_TAP,
  },
  "Create catalog template: authentication_code_autofill_button": { L25: OLD_ONE_TAP },
  "Create multi-product message template: abandoned_cart": { M01: NO_WAY_OUT },
  "Create template w/ document header, text body, a phone number button, and a URL button: order_confirmation":
    {
      C10: LOUD,
    },
  "Create template w/ image header, text body, text footer, and 2 call-to-action buttons: limited_time_offer_tuscan_getaway_2023":
    { M01: NO_WAY_OUT },
  "Create template w/ location header, text body, text footer, and a website buttons: order_delivery_update":
    {
      C10: LOUD,
    },
};

interface Example {
  readonly title: string;
  readonly template: StoredTemplate;
}

/** Every template in the examples of the template endpoints: those that are created and those that are read. */
function examplesIn(node: unknown, title: string): readonly Example[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => examplesIn(item, title));
  const { name, components, language } = node as Readonly<Record<string, unknown>>;
  if (typeof name === "string" && Array.isArray(components) && typeof language === "string")
    return [{ title, template: node }];
  return Object.entries(node).flatMap(([key, value]) =>
    examplesIn(value, ["value", "data"].includes(key) ? title : key),
  );
}

it.skipIf(file === undefined)("Meta's own examples pass, or are listed with the reason", () => {
  const { paths } = parse(readFileSync(file ?? "", "utf8")) as { paths: Readonly<Record<string, unknown>> };
  const examples = Object.entries(paths)
    .filter(([path]) => path.includes("message_templates") || path.includes("TEMPLATE"))
    .flatMap(([, operations]) => examplesIn(operations, ""));
  expect(examples.length).toBeGreaterThan(14);
  const found: Record<string, string[]> = {};
  for (const { title, template } of examples) {
    const rules = new Set(lintTemplate(template).map(({ rule }) => rule));
    if (rules.size > 0) found[`${title}: ${String(template.name)}`] = [...rules].sort();
  }
  expect(found).toEqual(
    Object.fromEntries(Object.entries(LISTED).map(([name, reasons]) => [name, Object.keys(reasons).sort()])),
  );
});
