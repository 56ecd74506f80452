/**
 * Ten thousand webhooks, in batches, a tenth of them twice, in no order, with a handler that fails one time in twenty, and
 * kill -9 in the middle. `WAYPOST_WEBHOOKS=10000` is that; by default it takes fewer.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { memoryStore, type Store } from "waypost";
import { openDatabase } from "waypost/sqlite";
import { signPayload } from "waypost/webhooks";
import { seededRandom, virtualClock } from "../../src/core/index.js";
import { receivingClient } from "../support/receiving-client.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing, sql } from "../support/postgres.js";
import {
  batches,
  DELIVERED_AT,
  type Happening,
  happenings,
  PHONE_NUMBER_ID,
  shuffled,
} from "../support/webhook-traffic.js";
import { openStore } from "./fixtures/open-store.js";

const COUNT = Number(process.env.WAYPOST_WEBHOOKS ?? 200);
const TIMEOUT = 120_000 + COUNT * 150;
const SEED = Number(process.env.WAYPOST_SEED ?? Date.now() % 1_000_000);
const missing = await postgresMissing();

let folder: string;
const children = new Set<ChildProcess>();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-webhooks-"));
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const worker = fileURLToPath(new URL("fixtures/webhook-worker.ts", import.meta.url));

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
}

function start(address: string, seed: number): Promise<Running> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", worker, address, join(folder, "handled.log"), String(seed)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.add(child);
  return new Promise((resolve, reject) => {
    child.once("exit", () => {
      children.delete(child);
      reject(new Error("the worker ended"));
    });
    child.stdout.on("data", (chunk: Buffer) => {
      const port = /port (\d+)/.exec(chunk.toString())?.[1];
      if (port !== undefined) resolve({ url: `http://127.0.0.1:${port}`, child });
    });
  });
}

async function deliver({ url }: Running, rawBody: string): Promise<boolean> {
  const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret: "secret" }) };
  return fetch(url, { method: "POST", body: rawBody, headers }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** Until nothing waits, not even for its repetition. */
async function settled({ url }: Running): Promise<void> {
  for (;;) {
    const [pending, dead] = (await (await fetch(`${url}/pending`)).json()) as [number, number];
    expect(dead).toBe(0);
    if (pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What is known of everybody: windows, and consent without what only says when it was stored. */
async function standing(store: Store, all: readonly Happening[]): Promise<Map<string, unknown>> {
  const people = new Set(all.map(({ person }) => person));
  const out = new Map<string, unknown>();
  for (const person of people) {
    const canonical = await store.identity.resolve(person);
    const view = await store.consent.view(canonical, "default");
    const window = await store.windows.get(canonical, PHONE_NUMBER_ID);
    const aliases = [...(await store.identity.aliases(person))].sort();
    out.set(
      person,
      JSON.parse(
        JSON.stringify(
          [
            view.revision,
            view.scopes,
            view.suppression,
            aliases,
            window?.lastInboundAt,
            window?.lastInboundMessageId,
          ],
          (key, value: unknown) => (key === "eventId" ? undefined : value),
        ),
      ),
    );
  }
  return out;
}

async function inOrder(all: readonly Happening[]): Promise<Map<string, unknown>> {
  const store = memoryStore();
  const clock = virtualClock(DELIVERED_AT);
  const waypost = receivingClient({ store, clock, phoneNumberId: PHONE_NUMBER_ID, answerOptOuts: false });
  for (const { change } of [...all].sort((a, b) => a.at - b.at)) {
    const rawBody = JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{ id: "102290129340398", changes: [change] }],
    });
    const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret: "secret" }) };
    const request = new Request("https://x.example", { method: "POST", body: rawBody, headers });
    expect((await waypost.webhooks.fetch(request)).status).toBe(200);
    await waypost.webhooks.idle();
  }
  await waypost.close();
  return standing(store, all);
}

/** Meta: sends what was not acknowledged again, to whoever is there. */
async function play(
  address: string,
  options: { readonly processes: number; readonly onKill: () => Promise<unknown> },
): Promise<void> {
  process.stdout.write(
    `webhook-kill: seed ${String(SEED)}, ${String(COUNT)} webhooks, ${address.split(":")[0] ?? ""}\n`,
  );
  const random = seededRandom(SEED);
  const all = happenings(random, COUNT, Math.max(20, COUNT / 25));
  const twice = all.filter(() => random() < 0.1);
  const sent = batches(
    shuffled([...all, ...twice], random).map(({ change }) => change),
    random,
    Math.min(1_000, COUNT / 4),
  );
  const running = await Promise.all(
    Array.from({ length: options.processes }, (_unused, index) => start(address, SEED + index)),
  );
  const killAt = Math.floor(sent.length / 2);
  let waiting = [...sent];
  for (let round = 0; waiting.length > 0; round++) {
    expect(round).toBeLessThan(20);
    const refused: string[] = [];
    for (const [index, body] of waiting.entries()) {
      const delivery = deliver(running[index % running.length] as Running, body);
      if (round === 0 && index === killAt) {
        // While it takes this batch, and handles those before.
        await new Promise((resolve) => setTimeout(resolve, 5));
        running[0]?.child.kill("SIGKILL");
        await options.onKill();
        running[0] = await start(address, SEED + 100);
      }
      if (!(await delivery)) refused.push(body);
    }
    waiting = refused;
  }
  for (const one of running) await settled(one);
  for (const one of running) one.child.kill("SIGKILL");

  const lines = (await readFile(join(folder, "handled.log"), "utf8")).split("\n");
  const handled = new Set(lines);
  expect(all.filter(({ seen }) => seen !== undefined && !handled.has(seen))).toEqual([]);
  const store = openStore(address);
  await store.init();
  // The revision counts the person's consent events: one more would be one applied twice.
  const events = (await store.consent.chain(0, COUNT * 2)).length;
  expect(events).toBe(all.filter(({ consent }) => consent).length);
  const expected = await inOrder(all);
  const actual = await standing(store, all);
  expect(actual.size).toBe(expected.size);
  for (const [person, state] of expected) expect([person, actual.get(person)]).toEqual([person, state]);
  await store.close();
}

it(
  "SQLite: each event is handled, applied once, and the end is that of an in-order replay",
  async () => {
    const path = join(folder, "store.db");
    await play(path, {
      processes: 1,
      // The lanes of the dead pass on after fifteen seconds; the test does not wait for it.
      onKill: async () => {
        const database = await openDatabase(path);
        database.exec("PRAGMA busy_timeout = 5000; UPDATE waypost_lane_lease SET until = 0");
        database.close();
      },
    });
  },
  TIMEOUT,
);

it.skipIf(missing !== undefined)(
  "PostgreSQL, two processes, one of them killed: the same",
  async () => {
    const schema = freshSchema();
    try {
      await play(`${POSTGRES_URL}#${schema}`, {
        processes: 2,
        // The lanes of the dead pass on after a minute; the test does not wait for it.
        onKill: () =>
          sql(`UPDATE "${schema}".waypost_inbox_lane SET until = clock_timestamp() - interval '1 second'`),
      });
    } finally {
      await dropSchema(schema);
    }
  },
  TIMEOUT,
);
