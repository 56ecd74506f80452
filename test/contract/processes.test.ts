import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { createSimulator } from "waypost/simulator";
import { connect, openWorld, optIn, orderShipped, shipped } from "../scenario/setup.js";
import { together } from "../support/together.js";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const TSX = ["--import", "tsx"];

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-processes-"));
  path = join(folder, "store.db");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("two processes on one SQLite file with the same keys: one HTTP request each (vector 14)", async () => {
  const count = 40;
  const sim = createSimulator();
  sim.templates.add(orderShipped);
  const server = await sim.listen();
  const { accessToken, phoneNumberId, businessAccountId } = sim.credentials;
  const args = [
    fixture("send-once.ts"),
    path,
    server.url,
    accessToken,
    phoneNumberId,
    businessAccountId,
    String(Date.now()),
    String(count),
  ];
  const outputs = await together([args, args]);
  await server.close();
  const results = outputs.map(({ output }) => JSON.parse(output) as string[]);
  expect(results.flat().filter((line) => line.startsWith("failed"))).toEqual([]);
  expect(results.flat().filter((line) => line.startsWith("sent")).length).toBe(count);
  for (let index = 0; index < count; index++) {
    expect(results[0]?.[index]?.split(" ")[1]).toBe(results[1]?.[index]?.split(" ")[1]);
  }
  expect(sim.sent.length).toBe(count);
  expect(sim.requests.filter(({ method }) => method === "POST").length).toBe(count);
});

it("a restart on the same file keeps consent, windows, keys and results", async () => {
  const first = await openWorld({ store: sqliteStore({ path }) });
  await optIn(first.waypost);
  await first.sim.user("+919812345678").sendText("hello");
  const receipt = await first.waypost.messages.sendTemplate(shipped(first.sim));
  await first.waypost.close();
  await first.store.close();
  const again = connect(first.sim, { store: sqliteStore({ path }) });
  expect(await again.messages.sendTemplate(shipped(first.sim))).toMatchObject({
    duplicate: true,
    id: receipt.id,
    messageId: receipt.messageId,
  });
  await (await again.chats.open("+919812345678")).sendText("still here");
  expect(first.sim.requests.filter(({ method }) => method === "POST").length).toBe(2);
});

it("events stored before a crash are handled after the restart", async () => {
  const { sim, store, waypost } = await openWorld({ store: sqliteStore({ path }) });
  const failing = (): never => {
    throw new Error("the shop's own database is away");
  };
  waypost.on("message.text", failing);
  await sim.user("+919812345678").sendText("is anybody there?");
  await waypost.close();
  await store.close();
  const heard: string[] = [];
  const next = sqliteStore({ path });
  const again = connect(sim, { store: next });
  again.on("message.text", ({ message }) => void heard.push(message.text.body));
  await sim.clock.advance(60_000);
  await again.start();
  await again.webhooks.idle();
  expect(heard).toEqual(["is anybody there?"]);
  await again.close();
  await next.close();
});

it("kill -9 while consent is written: no acknowledged event is missing", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round++) {
    const child = spawn(
      process.execPath,
      [...TSX, fixture("append-consent.ts"), path, `round${String(round)}`],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.length > 400 + round * 700) child.kill("SIGKILL");
      });
      child.once("close", () => {
        resolve();
      });
    });
    // A line may be cut off by the kill: it was acknowledged only when it is whole.
    acknowledged.push(...output.slice(0, output.lastIndexOf("\n")).split("\n"));
  }
  const database = await openDatabase(path);
  const stored = new Set(
    (database.prepare("SELECT id FROM waypost_consent_event").all() as { id: string }[]).map(({ id }) => id),
  );
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(database.prepare("PRAGMA integrity_check").get()).toMatchObject({ integrity_check: "ok" });
  database.close();
});
