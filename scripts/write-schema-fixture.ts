/**
 * Writes test/fixtures/schema/vN.db (or postgres-vN.sql) with the schema of the checked-out code, one row of every kind:
 * run it once before a migration is added, and commit the file. A file that was committed is never written again.
 *
 *   npx tsx scripts/write-schema-fixture.ts 2
 *   npx tsx scripts/write-schema-fixture.ts 2 postgres://postgres@127.0.0.1:5432/postgres   (needs pg_dump)
 */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { postgresStore } from "../src/stores/postgres/index.js";
import { openDatabase, sqliteStore } from "../src/stores/sqlite/index.js";

const [version = "", url] = process.argv.slice(2);
const name = url === undefined ? `v${version}.db` : `postgres-v${version}.sql`;
const path = fileURLToPath(new URL(`../test/fixtures/schema/${name}`, import.meta.url));
if (!/^\d+$/.test(version))
  throw new Error("Which schema version? npx tsx scripts/write-schema-fixture.ts 2");
if (existsSync(path)) throw new Error(`${path} is there already: released data does not change.`);
/** The name stands in the file; the test puts its own in place of it. */
const SCHEMA = "waypost_fixture";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const iso = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
const store = url === undefined ? sqliteStore({ path }) : postgresStore({ url, schema: SCHEMA });
await store.init();

const base = { namespace: "default", basis: "consent", actor: { kind: "user" } } as const;
for (let person = 0; person < 5; person++) {
  const subject = `9198123456${String(70 + person)}`;
  await store.consent.append({
    ...base,
    id: `fixture-grant-${String(person)}`,
    subject,
    action: "grant",
    scopes: ["utility", "marketing"],
    occurredAt: iso(person),
    recordedAt: iso(person),
    method: "web_form",
    evidence: {
      disclosureText: "Asha Stores may message me",
      language: "en",
      pageUrl: "https://asha.example",
    },
  });
}
await store.consent.append({
  ...base,
  id: "fixture-stop",
  subject: "919812345671",
  action: "withdraw",
  scopes: "all",
  occurredAt: iso(60),
  recordedAt: iso(60),
  method: "whatsapp_keyword",
  evidence: { messageId: "wamid.fixture", inboundText: "STOP" },
});
await store.consent.append({
  ...base,
  id: "fixture-user-id",
  subject: "IN.fixture",
  action: "withdraw",
  scopes: ["marketing"],
  occurredAt: iso(61),
  recordedAt: iso(61),
  method: "whatsapp_native",
});
await store.identity.link(["919812345672", "IN.fixture"]);
await store.windows.recordInbound({
  person: "919812345670",
  phoneNumberId: "1",
  lastInboundAt: START,
  lastInboundMessageId: "wamid.window",
});
await store.templates.put({
  businessAccountId: "9",
  name: "order_shipped",
  language: "en",
  status: "APPROVED",
  category: "utility",
  quality: "GREEN",
  parameterFormat: "NAMED",
  updatedAt: START,
});
await store.ledger.claim(
  {
    id: "snd_fixture",
    idempotencyKey: JSON.stringify(["k", "1", "919812345670", "fixture"]),
    phoneNumberId: "1",
    namespace: "default",
    person: "919812345670",
    kind: "template",
    category: "utility",
    createdAt: START,
  },
  { staleBefore: 0 },
);
await store.ledger.dispatch({
  sendId: "snd_fixture",
  consentRevision: 1,
  category: "utility",
  decision: { action: "allow", rule: "row-9", facts: {}, warnings: [] },
  at: START,
});
await store.ledger.accept({ sendId: "snd_fixture", messageId: "wamid.fixture-send", at: START });
await store.inbox.put([{ key: "fixture", lane: "person:919812345670", envelope: "{}", receivedAt: START }]);
await store.close();

if (url === undefined) {
  // One file: the write-ahead log goes into it.
  const database = await openDatabase(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
} else {
  const options = ["--inserts", "--no-owner", "--no-privileges", `--schema=${SCHEMA}`, `--dbname=${url}`];
  const dump = execFileSync("pg_dump", options, { encoding: "utf8" });
  // What belongs to the server or to the client that made the dump, and not to the data.
  const kept = dump
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(--|SET |SELECT pg_catalog\.set_config|\\)/.test(line));
  writeFileSync(path, `${kept.join("\n")}\n`);
  execFileSync("psql", [url, "--quiet", "--command", `DROP SCHEMA ${SCHEMA} CASCADE`], { stdio: "ignore" });
}
