/**
 * Writes docs/coverage.md from the code: each endpoint and each kind of message, the method that reaches it, and the
 * test that proves it. Fails when a method or kind has no test that names it.
 *
 *   npm run docs:coverage             writes the page
 *   npm run docs:coverage -- --check  fails when the page is not up to date
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { type Endpoint, RESOURCES } from "../src/resources/index.js";
import { DEVIATIONS, NEWER, NOT_OFFERED } from "../test/unit/resources/openapi-deviations.js";
import { METHODS } from "../test/unit/resources/samples.js";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), "utf8");
const filesBelow = (folder: string): string[] =>
  readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\\/g, "/"))
    .map((path) => path.slice(path.lastIndexOf(`/${folder}/`) + 1))
    .sort();

/** What goes to the same path and has no builder of its own. `names`: what the test must name. */
const OTHERS: readonly { what: string; method: string; test: string; names: string }[] = [
  { what: "read receipt", method: "chat.markRead", test: "test/scenario/chat.test.ts", names: "markRead" },
  {
    what: "read receipt, group",
    method: "group.markRead",
    test: "test/scenario/groups.test.ts",
    names: "markRead",
  },
  {
    what: "typing indicator",
    method: "chat.sendTyping",
    test: "test/scenario/chat.test.ts",
    names: "sendTyping",
  },
  {
    what: "Direct Send",
    method: "messages.sendDirect",
    test: "test/scenario/direct-send.test.ts",
    names: "sendDirect",
  },
  {
    what: "`POST /{phoneNumberId}/marketing_messages`",
    method: "messages.sendTemplate",
    test: "test/scenario/chat.test.ts",
    names: "marketing_messages",
  },
];

const problems: string[] = [];
const page = at("docs/coverage.md");
const text = await format(render(), { ...(await resolveConfig(page)), parser: "markdown" });
if (process.argv.includes("--check")) {
  if (!existsSync(page) || readFileSync(page, "utf8") !== text)
    problems.push("docs/coverage.md is not up to date: npm run docs:coverage");
} else {
  writeFileSync(page, text);
}
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("docs/coverage.md is up to date, and every line has its test");
process.exitCode = problems.length === 0 ? 0 : 1;

function render(): string {
  const endpoints = Object.values(RESOURCES).flatMap(({ resourceName, endpoints: made }) =>
    Object.entries(made as Record<string, Endpoint>).map(([method, endpoint]) => ({
      name: `${resourceName}.${method}`,
      method,
      resourceName,
      endpoint,
    })),
  );
  const kinds = messageKinds();
  return [
    "# Coverage",
    "",
    "Made by `npm run docs:coverage` from the code; do not edit. CI checks that it is up to date and that each test exists and names its line.",
    "",
    `## Endpoints (${String(endpoints.length)})`,
    "",
    "Ids in braces; the version is added. No endpoint here sends a message.",
    "",
    "| Request | Method | Repeated after silence | Meta's OpenAPI v23.0 | Test |",
    "|---|---|---|---|---|",
    ...endpoints.map(
      ({ name, method, resourceName, endpoint }) =>
        `| \`${endpoint.method} ${endpoint.host === "api" ? "api.facebook.com" : ""}${endpoint.path}\` | \`${name}\` | ${endpoint.idempotent ? "yes" : "no"} | ${described(name)} | ${endpointTest(resourceName, method, name)} |`,
    ),
    "",
    "## Operations of Meta's OpenAPI that are no method of a resource",
    "",
    "| Operation | Why |",
    "|---|---|",
    ...Object.entries(NOT_OFFERED).map(([operation, why]) => `| \`${operation}\` | ${why} |`),
    "",
    `## Message kinds (${String(kinds.length)})`,
    "",
    "Free-form kinds are methods of a `Chat` or a `GroupChat`; [chat.test.ts](../test/scenario/chat.test.ts) sends each through every layer, [limits.test.ts](../test/unit/messages/limits.test.ts) goes to each limit and one over it.",
    "",
    "| Kind | Made by | Method | Test |",
    "|---|---|---|---|",
    ...kinds.map(
      ({ kind, builder, method, test }) => `| \`${kind}\` | \`${builder}\` | \`${method}\` | ${test} |`,
    ),
    ...OTHERS.map(({ what, method, test, names }) => {
      if (!new RegExp(`\\b${names}\\b`).test(read(test))) problems.push(`${test} does not name ${names}`);
      return `| ${what} | | \`${method}\` | ${link(test)} |`;
    }),
    "",
  ].join("\n");
}

/**
 * Media has its own tests; every method is called by its sample, which resources.test.ts, faults.test.ts, limits.test.ts
 * and openapi.test.ts go through one by one: `describe.each(METHODS)`.
 */
function endpointTest(resourceName: string, method: string, name: string): string {
  const own = "test/unit/resources/media.test.ts";
  if (!METHODS.some((sample) => sample.name === name)) problems.push(`${name} has no sample`);
  return resourceName === "media" && read(own).includes(`media.${method}(`)
    ? link(own)
    : link("test/unit/resources/resources.test.ts");
}

/** What Meta's OpenAPI v23.0 says of the request. */
function described(name: string): string {
  const deviation = DEVIATIONS[name];
  if (deviation !== undefined) return `differs: ${deviation.source}`;
  return NEWER[name] === undefined ? "fits" : `newer: ${NEWER[name]}`;
}

function messageKinds(): { kind: string; builder: string; method: string; test: string }[] {
  // A Chat's own method comes before what it is built on.
  const clients = [
    "src/client/open-chat.ts",
    "src/client/chat.ts",
    "src/client/messages.ts",
    ...filesBelow("src/client"),
  ].map((path) => ({
    path,
    source: read(path),
  }));
  return filesBelow("src/messages/kinds").flatMap((path) =>
    buildersIn(read(path)).map(({ builder, kind }) => {
      // The pipeline's own: nothing else makes a template message.
      const [owner, method] =
        builder === "templateMessage"
          ? ["messages", "sendTemplate"]
          : (clients
              .map(({ path: client, source }) => [
                client.endsWith("/chat.ts") || client.endsWith("/open-chat.ts")
                  ? "chat"
                  : client.endsWith("/group-chat.ts")
                    ? "group"
                    : "messages",
                methodAround(source, builder),
              ])
              .find(([, name]) => name !== undefined) ?? ["messages", undefined]);
      if (method === undefined) problems.push(`no method of the client uses ${builder}`);
      // The test that sends this kind through the client, every layer and the simulator.
      const test = {
        chat: "test/scenario/chat.test.ts",
        group: "test/scenario/groups.test.ts",
        messages: "test/scenario/sending.test.ts",
      }[String(owner)];
      if (test === undefined || !read(test).includes(`${String(owner)}.${String(method)}(`))
        problems.push(`${String(test)} does not call ${String(owner)}.${String(method)}`);
      return {
        kind,
        builder,
        method: `${String(owner)}.${String(method)}`,
        test: test === undefined ? "" : link(test),
      };
    }),
  );
}

/** Functions that make a message, with the type that it has on the wire. */
function buildersIn(source: string): { builder: string; kind: string }[] {
  const starts = [...source.matchAll(/^export function (\w+Message)\(/gm)];
  return starts.map((start) => {
    const body = source.slice(start.index, source.indexOf("\n}\n", start.index));
    const interactive =
      /\binteractive\(\s*"(\w+)"/.exec(body)?.[1] ?? /interactive: \{\s*type: "(\w+)"/.exec(body)?.[1];
    const kind = /\bkind: "(\w+)"/.exec(body)?.[1] ?? /\b\w+\("(\w+)"/.exec(body)?.[1] ?? "";
    return { builder: start[1] ?? "", kind: interactive === undefined ? kind : `interactive ${interactive}` };
  });
}

/** The method of a class or object whose body uses the builder. */
function methodAround(source: string, builder: string): string | undefined {
  const imported = [...source.matchAll(/^import [\s\S]*?;$/gm)].at(-1);
  const code = source.slice(imported === undefined ? 0 : imported.index + imported[0].length);
  const use = code.search(new RegExp(`\\b${builder}\\b`));
  if (use < 0) return undefined;
  return [
    ...code
      .slice(0, use)
      .matchAll(/^ {2,4}(?:async )?(send\w+|react|pin|unpin|request\w+|reply\w*|ask\w+)\s*[(<:]/gm),
  ].at(-1)?.[1];
}

function link(path: string): string {
  return `[${path.split("/").at(-1) ?? path}](../${path})`;
}
