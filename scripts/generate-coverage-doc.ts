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
  const chat = read("src/client/chat.ts");
  return filesBelow("src/messages/kinds").flatMap((path) =>
    read(path)
      .split(/^(?=export function )/m)
      .flatMap((source) => {
        const builder = /^export function (\w+Message)\(/.exec(source)?.[1];
        const kind = builder === undefined ? undefined : kindOf(source);
        if (builder === undefined || kind === undefined) return [];
        const method = methodOf(chat, builder);
        const test = method === undefined ? "test/scenario/sending.test.ts" : "test/scenario/chat.test.ts";
        const name = method ?? "sendTemplate";
        if (!new RegExp(`\\b${name}\\(`).test(read(test))) problems.push(`${test} does not name ${name}`);
        return [
          {
            kind,
            builder,
            method: method === undefined ? "messages.sendTemplate" : `chat.${method}`,
            test: link(test),
          },
        ];
      }),
  );
}

/** Meta's name of what a builder makes: `image`, `interactive: cta_url`. */
function kindOf(source: string): string | undefined {
  const named = /\b(?:interactive\("(\w+)"|interactive: \{\s*type: "(\w+)")/.exec(source);
  if (named !== null) return `interactive: ${named[1] ?? named[2] ?? ""}`;
  return (/\bmedia\("(\w+)"/.exec(source) ?? /\bkind: "(\w+)"/.exec(source))?.[1];
}

/** The method of `Chat` that uses the builder. */
function methodOf(chat: string, builder: string): string | undefined {
  const body = chat.slice(chat.indexOf("export class Chat"));
  const use = body.search(new RegExp(`\\b${builder}\\b`));
  if (use < 0) return undefined;
  return [...body.slice(0, use).matchAll(/^ {2}async (\w+)\(/gm)].at(-1)?.[1];
}

function link(path: string): string {
  return `[${path.split("/").at(-1) ?? path}](../${path})`;
}
