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
import { virtualClock } from "../../src/core/index.js";
import { createPairLimiter } from "../../src/limits/index.js";

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
  });
}

let serial = 0;
/** One send to a new person. Many senders, because one number may not be faster than Meta allows. */
function send(waypost: Waypost): Promise<unknown> {
  const n = ++serial;
  return waypost.messages.sendTemplate({
    to: `+9198${String(10_000_000 + n)}`,
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

async function cpu(count, job){ const b=process.cpuUsage(); await rate(count, job); const d=process.cpuUsage(b); return Math.round((d.user+d.system)/count*10)/10; }
const memory = client(baseUrl, memoryStore());
await send(memory);
await rate(1500,()=>send(memory));
results.memoryCpuUs = await median(() => cpu(2_000, () => send(memory)));
const sqlite = client(baseUrl, sqliteStore({ path: join(folder, "bench.db") }));
await send(sqlite);
await rate(1000,()=>send(sqlite));
results.sqliteCpuUs = await median(() => cpu(1_500, () => send(sqlite)));
console.log(JSON.stringify(results));
server.kill();
process.exit(0);
