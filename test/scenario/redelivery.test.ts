/** Meta sends a webhook again for up to seven days: its key is kept that long, and not for ever. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, it } from "vitest";
import { memoryStore, type Store } from "waypost";
import { sqliteStore } from "waypost/sqlite";
import { parseWebhook, signPayload } from "waypost/webhooks";
import { DAY, HOUR, virtualClock } from "../../src/core/index.js";
import { receivingClient } from "../support/receiving-client.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-redelivery-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A message of each of the people, in one delivery. */
function delivery(names: readonly string[], at: number): Record<string, unknown> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "106540352242922" },
    messages: names.map((name, index) => ({
      from: `9198${String(10_000_000 + (index % 20))}`,
      id: `wamid.${name}`,
      timestamp: String(at / 1_000),
      type: "text",
      text: { body: "hello" },
    })),
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field: "messages", value }] }],
  };
}

function shop(store: Store) {
  const clock = virtualClock();
  const waypost = receivingClient({ store, clock });
  const handled: string[] = [];
  waypost.on("message", ({ message }) => void handled.push(message.id));
  const deliver = async (body: unknown): Promise<void> => {
    const rawBody = JSON.stringify(body);
    const headers = { "x-hub-signature-256": await signPayload({ rawBody, appSecret: "secret" }) };
    const request = new Request("https://x.example", { method: "POST", body: rawBody, headers });
    expect((await waypost.webhooks.fetch(request)).status).toBe(200);
    await waypost.webhooks.idle();
  };
  return { clock, waypost, handled, deliver };
}

it.each(["memory", "sqlite"])(
  "%s: what comes again after 6.9 days is known, and its row is gone after nine",
  async (kind) => {
    const store = kind === "memory" ? memoryStore() : sqliteStore({ path: join(folder, "store.db") });
    const { clock, waypost, handled, deliver } = shop(store);
    const first = delivery(["first"], clock.now());
    const [event] = parseWebhook(first);
    const row = { key: event?.key ?? "", lane: "person:x", envelope: "{}", receivedAt: 1 };
    await deliver(first);
    await clock.advance(6.9 * DAY);
    // What is old enough is dropped while others are handled.
    await deliver(delivery(["second"], clock.now()));
    await deliver(first);
    expect(handled).toEqual(["wamid.first", "wamid.second"]);
    expect(await store.inbox.put([row])).toEqual([]);
    await clock.advance(2.1 * DAY);
    await deliver(delivery(["third"], clock.now()));
    expect(await store.inbox.put([row])).toHaveLength(1);
    await waypost.close();
    await store.close();
  },
);

it("the file of a shop that hears from people every day stays as large as nine days make it", async () => {
  const path = join(folder, "store.db");
  const store = sqliteStore({ path });
  const { clock, waypost, handled, deliver } = shop(store);
  const reader = new Libsql(path);
  const size = (): { rows: number; pages: number } => ({
    rows: (reader.prepare("SELECT count(*) AS n FROM waypost_inbox").get() as { n: number }).n,
    pages: (reader.prepare("PRAGMA page_count").get() as { page_count: number }).page_count,
  });
  let settled = { rows: 0, pages: 0 };
  for (let day = 0; day < 30; day++) {
    const names = Array.from({ length: 60 }, (_unused, index) => `${String(day)}.${String(index)}`);
    await deliver(delivery(names, clock.now()));
    if (day === 10) settled = size();
    await clock.advance(DAY + HOUR / 10);
  }
  expect(handled).toHaveLength(30 * 60);
  expect(settled.rows).toBeLessThanOrEqual(9 * 60);
  expect(size().rows).toBe(settled.rows);
  expect(size().pages).toBeLessThanOrEqual(settled.pages * 1.1);
  reader.close();
  await waypost.close();
  await store.close();
});
