/**
 * Speed, side by side in one run: `npm run bench -- --json`. Never an assertion: machines differ.
 */
import { execFileSync, fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { defineTemplate, memoryStore, type Store, Waypost } from "waypost";
import { createSimulator } from "waypost/simulator";
import { sqliteStore } from "waypost/sqlite";
import { createHandlerRegistry, parseWebhook, signPayload, verifySignature } from "waypost/webhooks";
import { virtualClock } from "../../src/core/index.js";
import { createPairLimiter } from "../../src/limits/index.js";
import { peers } from "./peers.js";
import { CORPUS } from "../unit/webhooks/corpus.js";

const IN_FLIGHT = 64;
const ROUNDS = 3;
const results: Record<string, number> = {};
const root = fileURLToPath(new URL("../..", import.meta.url));

const template = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

/** Runs `count` jobs, so many at a time. Returns jobs per second. */
async function rate(count: number, job: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let index = next++; index < count; index = next++) await job(index);
    }),
  );
  return Math.round(count / ((performance.now() - started) / 1_000));
}

async function median(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) values.push(await measure());
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function client(baseUrl: string, store: Store): Waypost {
  const business = { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } } as const;
  const secrets = { accessToken: "token", appSecret: "secret", verifyToken: "verify" };
  return new Waypost({
    ...secrets,
    phoneNumberId: "1",
    businessAccountId: "2",
    business,
    store,
    baseUrl,
    messagesPerSecond: 1_000,
    // Everybody is a stranger here, and 64 numbers stand for a thousand.
    policy: {
      loosen: [
        { setting: "strangers.per15s", value: 500, by: "bench", at: 0, reason: "Few numbers send for many." },
      ],
    },
  });
}

let serial = 0;
/** One send to a new person. Many senders, because one number may not be faster than Meta allows. */
function send(waypost: Waypost): Promise<unknown> {
  const n = ++serial;
  return waypost.messages.sendTemplate({
    // People's numbers lie far apart (guard G17).
    to: `+9198${String((n * 38_196_601) % 100_000_000).padStart(8, "0")}`,
    from: String(1_000 + (n % 64)),
    template,
    params: { name: "Ravi", order: `A-${String(n)}` },
    cause: { kind: "order", ref: `A-${String(n)}`, at: Date.now(), basis: "contract" },
  });
}

const server = fork(join(root, "test/bench/graph-server.mjs"));
const port = await new Promise<number>((resolve) =>
  server.once("message", (message) => {
    resolve(Number(message));
  }),
);
const baseUrl = `http://127.0.0.1:${String(port)}`;
const folder = mkdtempSync(join(tmpdir(), "waypost-bench-"));

const pool = new Pool(baseUrl, { connections: IN_FLIGHT });
const body = JSON.stringify({
  messaging_product: "whatsapp",
  to: "919812345678",
  type: "template",
  template: { name: "order_shipped" },
});
const headers = { "content-type": "application/json", authorization: "Bearer token" };
const bare = () =>
  rate(15_000, async () => {
    const answer = await pool.request({ method: "POST", path: "/v26.0/1/messages", headers, body });
    JSON.parse(await answer.body.text());
  });
await bare();
results.bareUndiciPerSecond = await median(bare);

for (const [name, sendText] of Object.entries(peers(baseUrl))) {
  await sendText();
  results[`${name} sendsPerSecond`] = await median(() => rate(1_500, sendText));
}

const memory = client(baseUrl, memoryStore());
await send(memory);
results.memoryStorePerSecond = await median(() => rate(5_000, () => send(memory)));
const sqlite = client(baseUrl, sqliteStore({ path: join(folder, "bench.db") }));
await send(sqlite);
results.sqliteStorePerSecond = await median(() => rate(3_000, () => send(sqlite)));
results.memoryOfBarePercent = Math.round((100 * results.memoryStorePerSecond) / results.bareUndiciPerSecond);

const lone = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < 500; i++) {
    const started = performance.now();
    await work();
    times.push((performance.now() - started) * 1_000);
  }
  return Math.round(times.sort((a, b) => a - b)[250] ?? 0);
};
const bareLone = await lone(async () =>
  (await pool.request({ method: "POST", path: "/v26.0/1/messages", headers, body })).body.text(),
);
results.loneSendAddsMicroseconds = (await lone(() => send(memory))) - bareLone;
await memory.close();
await sqlite.close();
await pool.close();
server.kill();

const rawBody = JSON.stringify(CORPUS.text);
const signature = await signPayload({ rawBody, appSecret: "secret" });
results.bareHmacAndParsePerSecond = await median(() =>
  rate(50_000, async () => {
    createHmac("sha256", "secret").update(rawBody).digest("hex");
    JSON.parse(rawBody);
  }),
);
const handlers = createHandlerRegistry<object>();
let handled = 0;
handlers.on("message.text", () => {
  handled++;
});
results.webhookVerifyParseDispatchPerSecond = await median(() =>
  rate(50_000, async () => {
    await verifySignature({ rawBody, signature, appSecret: "secret" });
    for (const event of parseWebhook(JSON.parse(rawBody))) await handlers.dispatch(event, {});
  }),
);
results.webhookOfBarePercent = Math.round(
  (100 * results.webhookVerifyParseDispatchPerSecond) / results.bareHmacAndParsePerSecond,
);
if (handled === 0) throw new Error("no webhook reached its handler");

const sim = createSimulator({
  phoneNumbers: [{ id: "1", displayPhoneNumber: "+91 141 555 0100", throughput: 1_000_000 }],
});
sim.templates.add(template);
const transport = sim.transport();
let person = 0;
results.simulatorSendsPerSecond = await median(() =>
  rate(5_000, () =>
    transport.request({
      method: "POST",
      url: "https://graph.facebook.com/v26.0/1/messages",
      headers: { authorization: `Bearer ${sim.credentials.accessToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        messaging_product: "whatsapp",
        to: `9198${String(10_000_000 + ++person)}`,
        type: "template",
        template: {
          name: "order_shipped",
          language: { code: "en" },
          components: [
            {
              type: "body",
              parameters: [
                { type: "text", parameter_name: "name", text: "R" },
                { type: "text", parameter_name: "order", text: "A" },
              ],
            },
          ],
        },
      }),
      timeoutMs: 1_000,
    }),
  ),
);

const pairs = createPairLimiter({ clock: virtualClock() });
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let i = 0; i < 200_000; i++) pairs.tryAcquire("1", `9198${String(10_000_000 + i)}`);
results.pairLimiterBytesPerPerson = Math.round((process.memoryUsage().heapUsed - before) / 200_000);

const timed = (code: string): number => {
  const started = performance.now();
  execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: root });
  return performance.now() - started;
};
results.coldImportMilliseconds = await median(async () =>
  Math.round(timed('await import("./dist/index.js")') - timed("")),
);

rmSync(folder, { recursive: true, force: true });
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
else console.table(results);
process.exit(0);
