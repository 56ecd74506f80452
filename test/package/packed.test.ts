import { readFile, stat, writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packedProject, type PackedProject, ROOT } from "./pack.js";

let project: PackedProject;
beforeAll(async () => {
  project = await packedProject();
});
afterAll(() => project.remove());

/** The same program for every way of loading the package. */
const STORY = `
  const sim = createSimulator();
  const template = defineTemplate({
    name: "order_shipped", language: "en", category: "utility",
    body: "Hi {{name}}, your order {{order}} left our shop today.",
    examples: { name: "Asha", order: "A-1001" },
  });
  sim.templates.add(template);
  const waypost = new Waypost({
    ...sim.credentials, store: memoryStore(), transport: sim.transport(), clock: sim.clock,
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
  });
  const send = () => waypost.messages.sendTemplate({
    to: "+919812345678", template, params: { name: "Ravi", order: "A-1" },
    cause: { kind: "order", ref: "A-1", at: sim.now, basis: "contract" },
  });
`;
const FINISH = `
  const receipt = await send();
  const refusal = await waypost.chats.open("+919812345678").catch((error) => error);
  if (!RefusedError.is(refusal) || refusal.code !== "WINDOW_CLOSED") throw new Error("expected a refusal");
  await verifySignature({ rawBody: "{}", signature: await signPayload({ rawBody: "{}", appSecret: "s" }), appSecret: "s" });
  await waypost.close();
  console.log(JSON.stringify({ duplicate: receipt.duplicate, text: sim.user("+919812345678").lastReceived.text }));
`;
const NAMES =
  "createSimulator defineTemplate memoryStore Waypost RefusedError verifySignature signPayload sqliteStore postgresStore storeContract".split(
    " ",
  );
const FROM: Readonly<Record<string, string>> = {
  createSimulator: "waypost/simulator",
  verifySignature: "waypost/webhooks",
  signPayload: "waypost/webhooks",
  sqliteStore: "waypost/sqlite",
  postgresStore: "waypost/postgres",
  storeContract: "waypost/testing",
};
const ESM =
  NAMES.map((name) => `import { ${name} } from "${FROM[name] ?? "waypost"}";`).join("\n") + STORY + FINISH;
const CJS =
  NAMES.map((name) => `const { ${name} } = require("${FROM[name] ?? "waypost"}");`).join("\n") +
  STORY +
  `(async () => { ${FINISH} })().catch((error) => { console.error(error); process.exit(1); });`;
const BUNDLED =
  `import { defineTemplate, memoryStore, Waypost } from "waypost";
   import { createSimulator } from "waypost/simulator";` +
  STORY +
  `send().then(() => console.log(sim.user("+919812345678").lastReceived.text));`;
const EXPECTED = '{"duplicate":false,"text":"Hi Ravi, your order A-1 left our shop today."}';

const matrix = process.env.CI !== undefined || process.env.WAYPOST_NODE_MATRIX !== undefined;
const versions: readonly (string | undefined)[] = matrix ? ["20", "22", "24", "26"] : [undefined];
if (!matrix)
  process.stdout.write(
    "package tests: only this Node; set WAYPOST_NODE_MATRIX=1 to run them on Node 20, 22, 24 and 26\n",
  );

describe.each(versions)("the packed tarball on Node %s", (version) => {
  it("sends a template to the simulator from ESM", async () => {
    expect(await project.run("story.mjs", ESM, version)).toContain(EXPECTED);
  });
  it("sends a template to the simulator from CommonJS", async () => {
    expect(await project.run("story.cjs", CJS, version)).toContain(EXPECTED);
  });
  it("keeps its store in a SQLite file where Node brings SQLite", async () => {
    const source = `
      import { sqliteStore } from "waypost/sqlite";
      const store = sqliteStore({ path: "story-${String(version)}.db" });
      await store.init().then(() => console.log("opened"), (error) => console.log(error.code));
      await store.close();`;
    const [major = 0, minor = 0] = (version ?? process.versions.node).split(".").map(Number);
    const builtIn = major > 22 || (major === 22 && (version !== undefined || minor >= 13));
    expect((await project.run("sqlite.mjs", source, version)).trim()).toBe(
      builtIn ? "opened" : "STORE_DRIVER_MISSING",
    );
  });
  it("says what to install when the PostgreSQL driver is not there", async () => {
    const source = `
      import { postgresStore } from "waypost/postgres";
      await postgresStore({ url: "postgres://127.0.0.1/none" }).init().catch((error) => console.log(error.code, error.fix));`;
    expect((await project.run("postgres.mjs", source, version)).trim()).toBe(
      "STORE_DRIVER_MISSING Run: npm install pg",
    );
  });
  it("an error thrown by one format is recognised by the other, and across entries", async () => {
    const source = `
      import { createRequire } from "node:module";
      import { WebhookSignatureError, WaypostError, ValidationError } from "waypost";
      const require = createRequire(import.meta.url);
      const caught = [];
      await require("waypost/webhooks").verifySignature({ rawBody: "", signature: "", appSecret: "s" }).catch((error) => caught.push(error));
      try { new (require("waypost").Waypost)({}); } catch (error) { caught.push(error); }
      console.log(WebhookSignatureError.is(caught[0]), WaypostError.is(caught[0]), ValidationError.is(caught[1]), ValidationError.is(caught[0]));`;
    expect((await project.run("brands.mjs", source, version)).trim()).toBe("true true true false");
  });
});

const TYPED =
  NAMES.map((name) => `import { ${name} } from "${FROM[name] ?? "waypost"}";`).join("\n") +
  STORY +
  `export const receipt = send(); void [sqliteStore, postgresStore, storeContract, verifySignature, signPayload, RefusedError];
   // @ts-expect-error one person per call
   waypost.messages.sendTemplate({ to: ["+919812345678"], template, params: { name: "x", order: "y" }, cause: { kind: "order", ref: "A", at: 0 } });`;

describe("the packed types", () => {
  it.each([
    ["story.mts", { module: "node16", moduleResolution: "node16" }],
    ["story.cts", { module: "node16", moduleResolution: "node16" }],
    ["story.ts", { module: "esnext", moduleResolution: "bundler" }],
  ])("%s compiles", async (file, options) => {
    await project.typecheck(file, TYPED, options);
  });
});

describe("the packed command", () => {
  it("tells its version and its help, and lints templates of the project", async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect((await project.command(["--version"])).stdout.trim()).toBe(version);
    expect((await project.command(["templates", "lint", "--help"])).stdout).toContain(
      "waypost templates lint",
    );
    await writeFile(
      join(project.folder, "order.mjs"),
      `import { defineTemplate } from "waypost";
       export const order = defineTemplate({ name: "order_ready", language: "en", category: "utility",
         body: "Your order {{order}} is ready at our shop.", examples: { order: "A-1" } });`,
    );
    const { stdout, code } = await project.command(["templates", "lint", "order.mjs"]);
    expect(stdout).toContain("0 errors");
    expect(code).toBe(0);
  });
});

describe("the packed files", () => {
  it("loading waypost/webhooks loads neither undici nor bottleneck nor libphonenumber-js", async () => {
    const source = `
      const loaded = new Set();
      const { Module } = require("node:module");
      const load = Module._load;
      Module._load = function (name, ...rest) { loaded.add(name); return load.call(this, name, ...rest); };
      require("waypost/webhooks");
      console.log(JSON.stringify([...loaded].filter((name) => /undici|bottleneck|libphonenumber|zod/.test(name))));`;
    expect((await project.run("light.cjs", source)).trim()).toBe("[]");
  });
  it.each([
    ["require", 'require("waypost")'],
    ["import", 'import("waypost")'],
  ])("%s of waypost loads no other package before it is used", async (how, load) => {
    const source = `
      const loaded = new Set();
      const { Module } = require("node:module");
      const load = Module._load;
      Module._load = function (name, ...rest) { loaded.add(name); return load.call(this, name, ...rest); };
      const packages = () => [...loaded].filter((name) => /^(zod|undici|bottleneck|libphonenumber-js)$/.test(name));
      (async () => {
        const { defineTemplate } = await ${load};
        const first = packages();
        defineTemplate({ name: "ready", language: "en", category: "utility", body: "Your order is ready at our shop." });
        console.log(JSON.stringify([first, packages()]));
      })();`;
    expect((await project.run(`on-use-${how}.cjs`, source)).trim()).toBe('[[],["zod"]]');
  });
  it("a bundler finds what is loaded at its first use", async () => {
    await build({
      stdin: { contents: BUNDLED, resolveDir: project.folder },
      outfile: join(project.folder, "bundled/story.cjs"),
      bundle: true,
      platform: "node",
      format: "cjs",
      logLevel: "error",
      external: ["bullmq", "ioredis", "msw", "qrcode"],
    });
    const bundle = await readFile(join(project.folder, "bundled/story.cjs"), "utf8");
    expect(bundle).not.toMatch(/require\("(zod|undici|bottleneck|libphonenumber-js)"\)/);
    await expect(project.run("bundled/story.cjs", bundle)).resolves.toContain("Hi Ravi");
  });
  it("an error that nobody catches shows a line of its file, not all of it", async () => {
    const wrong = 'require("waypost").memoryStore(); new (require("waypost").Waypost)({});';
    const failure = (await project.run("wrong.cjs", wrong).catch((error: unknown) => error)) as {
      stderr: string;
    };
    expect(failure.stderr).toContain("Waypost cannot start");
    expect(failure.stderr.split("at checkOptions")[0]?.length).toBeLessThan(4_000);
  });
  // The aim was 400 kB. The code (380 kB), its declarations (117 kB, half of it what editors show) and the texts that they
  // carry take more: every resource of the API, the word lists of thirty languages, the rules of the linter. This holds the line.
  it("the tarball is under 520 kB", async () => {
    const [tarball = ""] = readdirSync(project.folder).filter((name) => name.endsWith(".tgz"));
    expect((await stat(join(project.folder, tarball))).size).toBeLessThan(520_000);
  });
});
