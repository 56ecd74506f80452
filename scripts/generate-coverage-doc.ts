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

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), "utf8");
const filesBelow = (folder: string): string[] =>
  readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\\/g, "/"))
    .map((path) => path.slice(path.lastIndexOf(`/${folder}/`) + 1))
    .sort();

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
    "| Request | Method | Repeated after silence | Test |",
    "|---|---|---|---|",
    ...endpoints.map(
      ({ name, method, resourceName, endpoint }) =>
        `| \`${endpoint.method} ${endpoint.host === "api" ? "api.facebook.com" : ""}${endpoint.path}\` | \`${name}\` | ${endpoint.idempotent ? "yes" : "no"} | ${endpointTest(resourceName, method, name)} |`,
    ),
    "",
    `## Message kinds (${String(kinds.length)})`,
    "",
    "Free-form kinds are methods of a `Chat`; templates go through `messages.sendTemplate`.",
    "",
    "| Kind | Made by | Method | Test |",
    "|---|---|---|---|",
    ...kinds.map(
      ({ kind, builder, method, test }) => `| \`${kind}\` | \`${builder}\` | \`${method}\` | ${test} |`,
    ),
    "",
  ].join("\n");
}

/** Media has its own tests; every method is called by its sample, which the tests go through one by one. */
function endpointTest(resourceName: string, method: string, name: string): string {
  const own = "test/unit/resources/media.test.ts";
  const samples = "test/unit/resources/samples.ts";
  if (resourceName === "media" && read(own).includes(`media.${method}(`)) return link(own);
  const ofResource = new RegExp(
    `^ {2}${resourceName}: \\{([\\s\\S]*?)^ {2}\\},?$|^ {2}${resourceName}: \\{(.*)\\},?$`,
    "m",
  ).exec(read(samples));
  if (!new RegExp(`\\b${method}: `).test(ofResource?.[1] ?? ofResource?.[2] ?? ""))
    problems.push(`${name} has no sample in ${samples}`);
  return link("test/unit/resources/resources.test.ts");
}

function messageKinds(): { kind: string; builder: string; method: string; test: string }[] {
  const tests = ["unit", "scenario", "property", "contract"].flatMap((folder) =>
    filesBelow(`test/${folder}`),
  );
  const contents = new Map(tests.map((path) => [path, read(path)]));
  // A Chat's own method comes before what it is built on.
  const clients = ["src/client/chat.ts", ...filesBelow("src/client")].map((path) => ({
    path,
    source: read(path),
  }));
  return filesBelow("src/messages/kinds").flatMap((path) =>
    buildersIn(read(path)).map(({ builder, kind }) => {
      const [owner, method] = clients
        .map(({ path: client, source }) => [
          client.endsWith("/chat.ts") ? "chat" : client.endsWith("/group-chat.ts") ? "group" : "messages",
          methodAround(source, builder),
        ])
        .find(([, name]) => name !== undefined) ?? ["messages", undefined];
      if (method === undefined) problems.push(`no method of the client uses ${builder}`);
      const name = new RegExp(
        `\\b(?:${builder}${method === undefined || owner === "messages" ? "" : `|${method}`})\\b`,
      );
      const test = tests.find((file) => name.test(contents.get(file) ?? ""));
      if (test === undefined) problems.push(`no test names ${builder} or ${String(method)}`);
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
