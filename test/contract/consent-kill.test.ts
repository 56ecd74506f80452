/**
 * Kill -9: the store opens, the chain verifies, and nothing that was acknowledged is missing. WAYPOST_KILLS=50 kills fifty
 * times each; without it fewer, so that the suite stays short.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createConsentRegistry } from "../../src/consent/index.js";
import { readChain } from "../../src/consent/read-chain.js";
import { seededRandom, systemClock } from "../../src/core/index.js";
import { dropSchema, freshSchema, POSTGRES_URL, postgresMissing } from "../support/postgres.js";
import { BAD_ROWS, bigFile, FILE_OPTIONS, FILE_ROWS } from "./fixtures/big-file.js";
import { openStore } from "./fixtures/open-store.js";

const missing = await postgresMissing();
/** Where, and how often unless told. */
const STORES = [
  { name: "SQLite", kills: 6, skipped: false },
  { name: "PostgreSQL", kills: 2, skipped: missing !== undefined },
].map(({ kills, ...store }) => ({ ...store, kills: Number(process.env.WAYPOST_KILLS ?? kills) }));

const worker = fileURLToPath(new URL("fixtures/consent-worker.ts", import.meta.url));

/** Lets the worker run until it has said so many lines, kills it, and returns the whole lines it said. */
async function runAndKill(work: string, address: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", worker, work, address], {
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

function open(address: string) {
  const store = openStore(address);
  const parts = {
    clock: systemClock,
    random: Math.random,
    namespace: "default",
    businessName: "Asha Stores",
  };
  return { store, consent: createConsentRegistry({ store, ...parts }) };
}

async function idsIn(address: string): Promise<ReadonlySet<string>> {
  const store = openStore(address);
  await store.init();
  const ids = new Set<string>();
  for await (const { event } of readChain(store.consent)) if (event !== undefined) ids.add(event.id);
  await store.close();
  return ids;
}

describe.each(STORES)("$name", ({ name, kills, skipped }) => {
  let address: string;
  let destroy: () => Promise<void>;
  beforeEach(async () => {
    const schema = freshSchema();
    const folder = await mkdtemp(join(tmpdir(), "waypost-kill-"));
    const onDisk = name === "SQLite";
    address = onDisk ? join(folder, "store.db") : `${POSTGRES_URL}#${schema}`;
    destroy = async () => {
      await rm(folder, { recursive: true, force: true });
      if (!onDisk && !skipped) await dropSchema(schema);
    };
  });
  afterEach(() => destroy());

  it.skipIf(skipped)(`kill -9 amid concurrent grants and withdrawals, ${String(kills)} times`, async () => {
    const random = seededRandom(11);
    const acknowledged: string[] = [];
    for (let round = 0; round < kills; round++) {
      acknowledged.push(...(await runAndKill("grants", address, 1 + Math.floor(random() * 300))));
      const { store, consent } = open(address);
      const report = await consent.verify();
      expect({ round, report }).toMatchObject({ round, report: { intact: true } });
      await store.close();
      const stored = await idsIn(address);
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(kills * 20);
  });

  it.skipIf(skipped)(
    `kill -9 in the middle of an import, ${String(kills)} times, and then it is finished`,
    async () => {
      const random = seededRandom(12);
      let rows = 0;
      let killed = 0;
      for (let round = 0; round < kills; round++) {
        const said = await runAndKill("import", address, 1 + Math.floor(random() * 3));
        if (said.at(-1) === "done") break;
        killed++;
        const acknowledged = Number(said.at(-1) ?? rows);
        const { store, consent } = open(address);
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
      expect(killed).toBeGreaterThan(kills / 2);
      const { store, consent } = open(address);
      const report = await consent.import(bigFile(), FILE_OPTIONS);
      expect(report).toMatchObject({
        rows: FILE_ROWS,
        stored: FILE_ROWS - BAD_ROWS,
        alreadyStored: 0,
        invalid: BAD_ROWS,
      });
      expect(await consent.verify()).toMatchObject({ intact: true, entries: FILE_ROWS - BAD_ROWS });
      await store.close();
    },
  );
});
