/**
 * The opt-in registry at scale: `npm run bench:consent -- --json --subjects 1000000`. Never an assertion: machines differ.
 * Imports that many people from CSV into one SQLite file, then measures look-ups and grants. `--order ascending`: numbers in
 * their order, as most exports have them; the default is no order at all, the worst for an index. `--no-verify`: skip that.
 * `--look-ups 20000`: how many are timed. `--store postgres`: the same on PostgreSQL (WAYPOST_TEST_POSTGRES_URL, or a server on this machine), in a schema of its own.
 * `--file PATH`, `--schema NAME`: keeps what it made, and takes up what is there (the import finds its rows done).
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Waypost } from "waypost";
import { postgresStore } from "waypost/postgres";
import { sqliteStore } from "waypost/sqlite";
import { dropSchema, freshSchema, POSTGRES_URL, sql } from "../support/postgres.js";

const flag = (name: string): string | undefined => process.argv[process.argv.indexOf(`--${name}`) + 1];
const subjects = process.argv.includes("--subjects") ? Number(flag("subjects")) : 1_000_000;
const folder = mkdtempSync(join(tmpdir(), "waypost-bench-consent-"));
const kept = process.argv.includes("--file") ? flag("file") : undefined;
const path = kept ?? join(folder, "store.db");

/** A permutation of 0 .. 2^30 - 1: every number once, in no order. */
const shuffled = (n: number): number => {
  let x = n;
  for (let round = 0; round < 3; round++) x = (Math.imul(x, 0x2c1b3c6d) ^ (x >>> 13)) & 0x3fffffff;
  return x;
};
const ascending = flag("order") === "ascending";
/** A prime modulus: every number once, in no order. */
const scatter = (n: number): number => (ascending ? n : (n * 387_420_489 + 12_345) % 99_999_989);
const numberOf = (n: number): string => `+9198${String(100_000_000 + scatter(n)).slice(1)}`;

function* csv(): Generator<string> {
  yield "user,scopes,occurredAt\n";
  let chunk = "";
  for (let n = 0; n < subjects; n++) {
    chunk += `${numberOf(n)},utility marketing,2026-01-${String(1 + (n % 28)).padStart(2, "0")}T10:00:00Z\n`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}

const onPostgres = process.argv.includes("--store") && flag("store") === "postgres";
const keptSchema = process.argv.includes("--schema") ? flag("schema") : undefined;
const schema = keptSchema ?? freshSchema();
const store = onPostgres ? postgresStore({ url: POSTGRES_URL, schema }) : sqliteStore({ path });

async function megabytes(): Promise<number> {
  if (!onPostgres)
    return ["", "-wal"].reduce((sum, suffix) => sum + statSync(path + suffix).size, 0) / 1_000_000;
  const [size] = await sql(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = '"${schema}"'::regnamespace`,
  );
  return Number(size?.bytes) / 1_000_000;
}
const waypost = new Waypost({
  accessToken: "token",
  phoneNumberId: "1",
  businessAccountId: "2",
  appSecret: "secret",
  verifyToken: "verify",
  business: { name: "Asha Stores", escalation: { kind: "phone", value: "+91 141 555 0100" } },
  store,
});

const cpu = process.cpuUsage();
const started = performance.now();
const report = await waypost.consent.import(csv(), {
  format: "csv",
  batchSize: 10_000,
  batch: {
    id: "bench",
    source: "bench",
    collectedFrom: "2026-01-01",
    collectedTo: "2026-01-31",
    attestedBy: "bench",
  },
  onProgress: ({ rows }) => {
    if (rows % 1_000_000 === 0) process.stderr.write(`${String(rows)} rows\n`);
  },
});
const importSeconds = (performance.now() - started) / 1_000;
const used = process.cpuUsage(cpu);
const importCpuSeconds = (used.user + used.system) / 1_000_000;
const fileMegabytes = Math.round(await megabytes());

const percentiles = async (
  count: number,
  work: (n: number) => Promise<unknown>,
): Promise<[number, number]> => {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const from = performance.now();
    await work(shuffled(i) % subjects);
    times.push((performance.now() - from) * 1_000);
  }
  times.sort((a, b) => a - b);
  return [Math.round(times[Math.floor(count * 0.5)] ?? 0), Math.round(times[Math.floor(count * 0.99)] ?? 0)];
};
const lookUps = process.argv.includes("--look-ups") ? Number(flag("look-ups")) : 20_000;
const [coldP50, coldP99] = await percentiles(lookUps / 4, (n) =>
  store.consent.view(numberOf(n).slice(1), "default"),
);
const [lookUpP50, lookUpP99] = await percentiles(lookUps, (n) =>
  store.consent.view(numberOf(n).slice(1), "default"),
);
const [getP50, getP99] = await percentiles(lookUps / 2, (n) => waypost.consent.get(numberOf(n)));

const grants = Math.min(5_000, lookUps);
const grantsFrom = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: 64 }, async () => {
    for (let n = next++; n < grants; n = next++) {
      await waypost.consent.grant({
        user: numberOf(shuffled(n) % subjects),
        scopes: ["utility"],
        method: "web_form",
        evidence: {
          disclosureText: "Asha Stores may message me",
          language: "en",
          pageUrl: "https://asha.example",
        },
      });
    }
  }),
);
const grantsPerSecond = Math.round(grants / ((performance.now() - grantsFrom) / 1_000));
const verifyFrom = performance.now();
const chain = process.argv.includes("--no-verify") ? undefined : await waypost.consent.verify();
const verifySeconds = (performance.now() - verifyFrom) / 1_000;

const results = {
  store: onPostgres ? "postgres" : "sqlite",
  subjects,
  order: ascending ? "ascending" : "none",
  stored: report.stored,
  alreadyStored: report.alreadyStored,
  importRowsPerSecond: Math.round(report.rows / importSeconds),
  importRowsPerCpuSecond: Math.round(report.rows / importCpuSeconds),
  fileMegabytes,
  bytesPerSubject: Math.round((fileMegabytes * 1_000_000) / subjects),
  coldLookUpP50Microseconds: coldP50,
  coldLookUpP99Microseconds: coldP99,
  lookUpP50Microseconds: lookUpP50,
  lookUpP99Microseconds: lookUpP99,
  getP50Microseconds: getP50,
  getP99Microseconds: getP99,
  grantsPerSecond,
  ...(chain === undefined
    ? {}
    : { verifyEventsPerSecond: Math.round(chain.entries / verifySeconds), chainIntact: chain.intact }),
};
await waypost.close();
await store.close();
if (onPostgres && keptSchema === undefined) await dropSchema(schema);
rmSync(folder, { recursive: true, force: true });
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
else console.table(results);
