import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "../support/seeded-properties.js";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { type TemplateInput, templateFromJson, toCreateRequest } from "waypost";
import { COMMANDS } from "../../src/cli/commands.js";
import { ENVIRONMENT } from "../../src/cli/config.js";
import { helpOf, overview } from "../../src/cli/help.js";
import { templateSource } from "../../src/cli/template-files/template-source.js";
import { templateInput } from "../support/template-arbitrary.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const SCRATCH = join(ROOT, "test/docs/.snippets");
afterAll(() => {
  rmSync(SCRATCH, { recursive: true, force: true });
});

/** Names that pages use without declaring them: declared here unless the block does so itself. */
const GIVEN: Readonly<Record<string, string>> = {
  waypost: 'import("waypost").Waypost',
  sim: 'import("waypost/simulator").Simulator',
  outbox: 'import("waypost/bullmq").Outbox',
  jobId: "string",
  receipt: 'import("waypost").SendReceipt',
  business: 'import("waypost").BusinessOptions',
  orderShipped: "typeof import('../../scenario/readme-template.js').orderShipped",
  defineTemplate: 'typeof import("waypost").defineTemplate',
  accessToken: "string",
  phoneNumberId: "string",
  businessAccountId: "string",
  appSecret: "string",
  verifyToken: "string",
  pageUrl: "string",
  rawBody: "string",
  signature: "string",
  shippedAt: "Date",
  http: 'typeof import("node:http")',
  app: "{ all(path: string, handler: unknown): void }",
  fastify: "{ register(plugin: unknown, options: { prefix: string }): void }",
  hono: "{ all(path: string, handler: (context: { req: { raw: Request } }) => unknown): void }",
  queue:
    "{ process(name: string, work: (job: { customer: string; name: string; order: string; date: string; shipmentId: string; shippedAt: Date }) => Promise<void>): void }",
  create: 'Parameters<typeof import("waypost/testing").storeContract>[1]',
};

interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

function snippets(page: string): Snippet[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[1] ?? "",
  }));
}

function withPrelude(code: string): string {
  const declared = (name: string): boolean =>
    new RegExp(`(?:const|let) (?:\\{[^}]*)?\\b${name}\\b|import \\{[^}]*\\b${name}\\b[^}]*\\} from`).test(
      code,
    );
  const prelude = Object.entries(GIVEN)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(code) && !declared(name))
    .map(([name, type]) => `declare const ${name}: ${type};`)
    .join(" ");
  return `${prelude} export {};\n${code}`;
}

/** What the account's JSON of random definitions is read as. */
function pulledTemplates(): readonly TemplateInput[] {
  return fc.sample(templateInput("pulled"), { numRuns: 15, seed: 7 }).map((input) => {
    const read = templateFromJson(toCreateRequest(input));
    if (!read.ok) throw new Error(read.reasons.join());
    return read.input;
  });
}

describe("every snippet compiles", () => {
  const all = PAGES.flatMap(snippets);
  it("there are snippets to compile", () => {
    expect(all.length).toBeGreaterThan(15);
  });
  it("all of them, in one program", () => {
    mkdirSync(SCRATCH, { recursive: true });
    const files = new Map(
      all.map((snippet, index) => [join(SCRATCH, `snippet-${String(index)}.ts`), snippet]),
    );
    // What `waypost templates pull` writes is source code, too: it compiles in the same program.
    for (const [index, input] of pulledTemplates().entries())
      files.set(join(SCRATCH, `pulled-${String(index)}.ts`), {
        page: `templates pull ${input.name}`,
        line: 1,
        code: templateSource(input),
      });
    for (const [file, { code }] of files) writeFileSync(file, withPrelude(code));
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const program = ts.createProgram([...files.keys()], options);
    const problems = ts.getPreEmitDiagnostics(program).flatMap((diagnostic) => {
      const snippet = diagnostic.file && files.get(resolve(diagnostic.file.fileName));
      if (snippet === undefined || diagnostic.file === undefined) return [];
      const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
      return [
        `${snippet.page}:${String(snippet.line + line - 1)} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`,
      ];
    });
    expect(problems).toEqual([]);
  });
});

describe("every link leads somewhere", () => {
  it.each(PAGES)("%s", (page) => {
    const text = readFileSync(join(ROOT, page), "utf8").replace(/```[\s\S]*?```/g, "");
    const dead = [...text.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]+))?\)/g)].filter(([, path = "", anchor]) => {
      if (/^https?:/.test(path)) return false;
      const target = path === "" ? join(ROOT, page) : join(dirname(join(ROOT, page)), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !new RegExp(`^#+ ${anchor}$`, "m").test(readFileSync(target, "utf8"));
    });
    expect(dead.map(([whole]) => whole)).toEqual([]);
  });
});

it('"can I send to many at once?" is answered on a page of its own, one step from the README and from the refusals', () => {
  const page = readFileSync(join(ROOT, "docs/many-recipients.md"), "utf8");
  expect(page).toMatch(/^# Can I send to many at once\?\n\nNo\./);
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain("(docs/many-recipients.md)");
  const errors = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
  for (const code of ["multiple_recipients", "content_fanout"]) {
    const paragraph = errors.split(`### ${code}\n`)[1]?.split("\n### ")[0];
    expect(paragraph).toContain("(many-recipients.md)");
  }
});

it("every code that the source gives has its paragraph in docs/errors.md", () => {
  const page = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
  const sources = readdirSync(join(ROOT, "src/core")).filter((name) => /-error|policy-code/.test(name));
  const codes = sources.flatMap((name) =>
    [...readFileSync(join(ROOT, "src/core", name), "utf8").matchAll(/\| "([A-Z_]{5,})"/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !page.includes(`### ${code.toLowerCase()}\n`))).toEqual([]);
  expect(relative(ROOT, SCRATCH)).toBe("test/docs/.snippets");
});

describe("docs/cli.md and --help", () => {
  const page = readFileSync(join(ROOT, "docs/cli.md"), "utf8");
  it("name the same commands", () => {
    const headings = [...page.matchAll(/^### waypost (.+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(COMMANDS.map(({ name }) => name));
    for (const { name } of COMMANDS) expect(overview(COMMANDS)).toContain(`  ${name}  `.slice(0, -1));
  });
  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    "%s: every option of its own is on the page, and no other",
    (name, command) => {
      const start = page.indexOf(`### waypost ${name}\n`);
      const section = page.slice(start).split(/\n##/)[0] ?? "";
      const shared = new Set(
        [...page.split("## Commands")[0]!.matchAll(/`--([a-z-]+)/g)].map(([, flag]) => flag),
      );
      const own = Object.keys(command.options).filter((flag) => !shared.has(flag));
      const told = [...section.matchAll(/`--([a-z-]+)/g)].map(([, flag]) => flag ?? "");
      expect(own.filter((flag) => !told.includes(flag))).toEqual([]);
      expect(told.filter((flag) => command.options[flag] === undefined)).toEqual([]);
      expect(helpOf(command)).toContain(`waypost ${name}`);
    },
  );
  it("names every environment variable", () => {
    expect(Object.values(ENVIRONMENT).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
