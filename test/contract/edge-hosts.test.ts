/** `waypost/webhooks` on hosts that are not Node: no `process`, no `Buffer`, no `node:` modules. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signPayload } from "waypost/webhooks";
import { CORPUS } from "../unit/webhooks/corpus.js";

const run = promisify(execFile);
let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-edge-"));
  await build({
    entry: { webhooks: "src/webhooks/index.ts" },
    format: "iife",
    globalName: "webhooks",
    platform: "browser",
    target: "es2022",
    outDir: folder,
    noExternal: [/.*/],
    config: false,
    silent: true,
  });
  bundle = await readFile(join(folder, "webhooks.global.js"), "utf8");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a Workers-style host has; nothing of Node. */
const HOST = {
  Request,
  Response,
  Headers,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  ReadableStream,
  crypto,
  atob,
  btoa,
};

/** A worker: a secret, a token, and what it took. Says what it answered to each request. */
const PROGRAM = `
  const taken = [];
  const receive = webhooks.fetchHandler(webhooks.createWebhookReceiver({
    appSecret: "secret", verifyToken: "token", record: async (events) => { taken.push(...events.map((e) => e.type)); },
    logger: { debug() {}, info() {}, error() {}, warn(fields) { taken.push(fields.mistake); } },
  }));
  const post = (signature) => receive(new Request("https://x.example/hook", {
    method: "POST", body: BODY, headers: { "x-hub-signature-256": signature },
  })).then((answer) => answer.status);
  const answer = (async () => {
    const hello = await receive(new Request("https://x.example/hook?hub.mode=subscribe&hub.challenge=7&hub.verify_token=token"));
    return JSON.stringify([await hello.text(), await post(GOOD), await post(BAD), taken]);
  })();
`;
const EXPECTED = JSON.stringify(["7", 200, 401, ["message", "wrong_secret"]]);

async function program(): Promise<string> {
  const body = JSON.stringify(CORPUS.text);
  const constants = {
    BODY: body,
    GOOD: await signPayload({ rawBody: body, appSecret: "secret" }),
    BAD: await signPayload({ rawBody: body, appSecret: "other" }),
  };
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  return `${bundle}\n${lines.join("\n")}\n${PROGRAM}`;
}

it("a bare host with Fetch and Web Crypto takes a signed delivery, and refuses a forged one", async () => {
  const context = createContext({ ...HOST });
  expect(runInContext("typeof process + typeof Buffer + typeof require", context)).toBe(
    "undefinedundefinedundefined",
  );
  expect(await runInContext(`${await program()}; answer`, context)).toBe(EXPECTED);
});

it("the bundle names no module of Node's, and asks for none", () => {
  expect(bundle).not.toMatch(/\brequire\(|from\s*"node:/);
  expect(bundle).not.toMatch(/undici|bottleneck|libphonenumber/);
});

/** Set WAYPOST_BUN and WAYPOST_DENO to their binaries (`npm install bun deno` brings them). */
describe.each([
  ["Bun", process.env.WAYPOST_BUN, ["run"]],
  ["Deno", process.env.WAYPOST_DENO, ["run"]],
])("%s", (name, binary, args) => {
  if (binary === undefined)
    process.stdout.write(
      `webhooks on ${name} are skipped: set WAYPOST_${name.toUpperCase()} to its binary\n`,
    );
  it.skipIf(binary === undefined)("takes a signed delivery, and refuses a forged one", async () => {
    const file = join(folder, `${name}.mjs`);
    await writeFile(file, `${await program()}; console.log(await answer);`);
    expect((await run(binary ?? "", [...args, file])).stdout.trim()).toBe(EXPECTED);
  });
});
