/** Kill -9 fifty times: the store opens, the chain verifies, and nothing that was acknowledged is missing. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { createConsentRegistry } from "../../src/consent/index.js";
import { seededRandom, systemClock } from "../../src/core/index.js";
import { BAD_ROWS, bigFile, FILE_OPTIONS, FILE_ROWS } from "./fixtures/big-file.js";

const KILLS = Number(process.env.WAYPOST_KILLS ?? 25);

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-kill-"));
  path = join(folder, "store.db");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const worker = fileURLToPath(new URL("fixtures/consent-worker.ts", import.meta.url));

/** Lets the worker run until it has said so many lines, kills it, and returns the whole lines it said. */
async function runAndKill(work: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", worker, work, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split("\n").length > lines) child.kill("SIGKILL");
    });
    child.once("close", () => {
      resolve();
    });
  });
  return output
    .slice(0, output.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
}

function open() {
  const store = sqliteStore({ path });
  const parts = {
    clock: systemClock,
    random: Math.random,
    namespace: "default",
    businessName: "Asha Stores",
  };
  return { store, consent: createConsentRegistry({ store, ...parts }) };
}

it(`kill -9 amid concurrent grants and withdrawals, ${String(KILLS)} times`, async () => {
  const random = seededRandom(11);
  const acknowledged: string[] = [];
  for (let round = 0; round < KILLS; round++) {
    acknowledged.push(...(await runAndKill("grants", 1 + Math.floor(random() * 300))));
    const { store, consent } = open();
    const report = await consent.verify();
    expect({ round, report }).toMatchObject({ round, report: { intact: true } });
    await store.close();
    const database = await openDatabase(path);
    const rows = database.prepare("SELECT id FROM waypost_consent_event").all() as { id: string }[];
    database.close();
    const stored = new Set(rows.map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(KILLS * 20);
});

it(`kill -9 in the middle of an import, ${String(KILLS)} times, and then it is finished`, async () => {
  const random = seededRandom(12);
  let rows = 0;
  for (let round = 0; round < KILLS; round++) {
    const said = await runAndKill("import", 1 + Math.floor(random() * 3));
    if (said.at(-1) === "done") break;
    const acknowledged = Number(said.at(-1) ?? rows);
    const { store, consent } = open();
    const checkpoint = await store.consent.checkpoint('["default","big"]');
    expect(checkpoint?.rows ?? 0).toBeGreaterThanOrEqual(Math.max(acknowledged, rows));
    rows = checkpoint?.rows ?? 0;
    const report = await consent.verify();
    expect({ round, report }).toMatchObject({
      round,
      report: { intact: true, entries: checkpoint?.counts.stored ?? 0 },
    });
    await store.close();
  }
  expect(rows).toBeGreaterThan(0);
  const { store, consent } = open();
  const report = await consent.import(bigFile(), FILE_OPTIONS);
  expect(report).toMatchObject({
    rows: FILE_ROWS,
    stored: FILE_ROWS - BAD_ROWS,
    alreadyStored: 0,
    invalid: BAD_ROWS,
  });
  expect(await consent.verify()).toMatchObject({ intact: true, entries: FILE_ROWS - BAD_ROWS });
  await store.close();
});
