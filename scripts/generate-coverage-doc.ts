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
  return filesBelow("src/messages/kinds").flatMap((path) => {
    const source = read(path);
    const builder = /export function (\w+)\(/.exec(source)?.[1];
    const kinds = [...new Set([...source.matchAll(/\bkind: "(\w+)"/g)].map(([, kind = ""]) => kind))];
    if (builder === undefined || kinds.length === 0) return [];
    const [owner, method] = clients
      .map(({ path: client, source: code }) => [
        client.endsWith("/chat.ts") ? "chat" : "messages",
        methodAround(code, builder),
      ])
      .find(([, name]) => name !== undefined) ?? ["messages", undefined];
    return kinds.map((kind) => {
      const names = [method, builder].filter((name) => name !== undefined);
      const test = tests.find((file) =>
        names.some((name) => new RegExp(`\\b${name}\\b`).test(contents.get(file) ?? "")),
      );
      if (test === undefined) problems.push(`no test names ${names.join(" or ")} (message kind ${kind})`);
      return {
        kind,
        builder,
        method: method === undefined ? "messages.sendTemplate" : `${String(owner)}.${method}`,
        test: test === undefined ? "" : link(test),
      };
    });
  });
}

/** The method of a class whose body calls the builder. */
function methodAround(source: string, builder: string): string | undefined {
  const call = source.search(new RegExp(`\\b${builder}\\((?!\\w+: )`));
  if (call < 0) return undefined;
  return [...source.slice(0, call).matchAll(/^ {2}(?:async )?(send\w+|react|reply\w*)\s*[(<]/gm)].at(-1)?.[1];
}

function link(path: string): string {
  return `[${path.split("/").at(-1) ?? path}](../${path})`;
}
