import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { defineTemplate, memoryStore, type Store, Waypost } from "waypost";
import { postgresStore } from "waypost/postgres";
import { sqliteStore } from "waypost/sqlite";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../../support/postgres.js";
import { interleaved, median, rate, ratio, type Report } from "../measure.js";
import { peers } from "../peers.js";

const IN_FLIGHT = 64;
/** One number may not be faster than Meta allows: with this many, limits are not what is measured. */
const NUMBERS = 64;

const template = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

function client(baseUrl: string, store: Store): Waypost {
  return new Waypost({
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    phoneNumberId: "1",
    businessAccountId: "2",
    business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
    store,
    baseUrl,
    messagesPerSecond: 1_000,
  });
}

let serial = 0;
/** One send to a new person. */
function send(waypost: Waypost): Promise<unknown> {
  const n = ++serial;
  return waypost.messages.sendTemplate({
    to: `+9198${String(10_000_000 + n)}`,
    from: String(1_000 + (n % NUMBERS)),
    template,
    params: { name: "Ravi", order: `A-${String(n)}` },
    cause: { kind: "order", ref: `A-${String(n)}`, at: Date.now(), basis: "contract" },
  });
}

/** Microseconds of each call, one after the other. */
async function alone(count: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work();
    times.push((performance.now() - started) * 1_000);
  }
  return median(times);
}

/** Policy-checked sends on each store, beside undici alone and the clients on npm, against one local server. */
export async function sends(report: Report, rounds: number): Promise<void> {
  const server = fork(fileURLToPath(new URL("../graph-server.mjs", import.meta.url)));
  const port = await new Promise<number>((resolve) => {
    server.once("message", (message) => resolve(Number(message)));
  });
  const baseUrl = `http://127.0.0.1:${String(port)}`;
  const folder = mkdtempSync(join(tmpdir(), "waypost-bench-"));
  const schema = freshSchema();
  const withPostgres = (await postgresMissing()) === undefined;
  const stores: Record<string, Store> = {
    memory: memoryStore(),
    sqlite: sqliteStore({ path: join(folder, "bench.db") }),
    ...(withPostgres ? { postgres: postgresStore({ url: POSTGRES_URL, schema }) } : {}),
  };
  const clients = Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [name, client(baseUrl, store)]),
  );
  const pool = new Pool(baseUrl, { connections: IN_FLIGHT });
  const body = JSON.stringify({
    messaging_product: "whatsapp",
    to: "919812345678",
    type: "template",
    template: { name: "order_shipped" },
  });
  const headers = { "content-type": "application/json", authorization: "Bearer token" };
  const bare = async (): Promise<void> => {
    const answer = await pool.request({ method: "POST", path: "/v26.0/1/messages", headers, body });
    JSON.parse(await answer.body.text());
  };
  const counts: Readonly<Record<string, number>> = { memory: 4_000, sqlite: 3_000, postgres: 1_500 };
  const figures = await interleaved(rounds, {
    bare: () => rate(10_000, IN_FLIGHT, bare),
    ...Object.fromEntries(
      Object.entries(clients).map(([name, waypost]) => [
        name,
        () => rate(counts[name] ?? 1_000, IN_FLIGHT, () => send(waypost)),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(peers(baseUrl)).map(([name, sendText]) => [
        name,
        () => rate(1_000, IN_FLIGHT, sendText),
      ]),
    ),
  });
  const of = (name: string): readonly number[] => (figures as Record<string, readonly number[]>)[name] ?? [];
  const area = "send";
  const unit = "sends/s";
  report.note(area, "undici alone", median(of("bare")), unit);
  const rivals = Object.keys(peers(baseUrl));
  for (const name of rivals) report.note(area, name, median(of(name)), unit);
  report.note(area, "memory store", median(of("memory")), unit);
  report.atLeast(area, "memory store of undici alone", ratio(of("memory"), of("bare")) * 100, "%", 70);
  const fastest = rivals.reduce((a, b) => (median(of(a)) > median(of(b)) ? a : b));
  report.atLeast(
    area,
    `memory store of ${fastest}, the fastest peer`,
    ratio(of("memory"), of(fastest)),
    "x",
    5,
  );
  report.atLeast(area, "SQLite store", median(of("sqlite")), unit, 3_000);
  if (withPostgres) report.note(area, "PostgreSQL store", median(of("postgres")), unit);

  const memory = clients.memory;
  if (memory !== undefined) {
    const lone = await interleaved(rounds * 2, {
      bare: () => alone(100, bare),
      waypost: () => alone(100, () => send(memory)),
    });
    const added = median(lone.waypost.map((value, round) => value - (lone.bare[round] ?? 0)));
    report.note(area, "one request of undici alone", median(lone.bare), "us");
    report.atMost(area, "one uncontended send adds", added, "us", 1_000);
  }
  for (const waypost of Object.values(clients)) await waypost.close();
  for (const store of Object.values(stores)) await store.close();
  await pool.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
  if (withPostgres) await dropSchema(schema);
}
