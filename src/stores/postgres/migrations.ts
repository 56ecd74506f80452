import { StoreError } from "../../core/index.js";
import { inSchema } from "./database-schema.js";
import { firstRelease } from "./migrations/0001-first-release.js";
import { sendRetention } from "./migrations/0002-send-retention.js";
import { guards } from "./migrations/0003-guards.js";
import { account } from "./migrations/0004-account.js";
import { conversations } from "./migrations/0005-conversations.js";
import { claimedSends } from "./migrations/0006-claimed-sends.js";
import { foldVersion } from "./migrations/0007-fold-version.js";
import { optOutTexts } from "./migrations/0008-opt-out-texts.js";
import { lighterIndexes } from "./migrations/0009-lighter-indexes.js";
import type { PostgresClient } from "./postgres-driver.js";
import { connectionSurvives } from "./store-failure.js";

/** Numbered, append-only: a released migration is never edited. Instants are milliseconds since the epoch. */
const MIGRATIONS: readonly string[] = [
  firstRelease,
  sendRetention,
  guards,
  account,
  conversations,
  claimedSends,
  foldVersion,
  optOutTexts,
  lighterIndexes,
];

/** A change of a table must not queue behind a long transaction, with everybody else queueing behind it. */
const LOCK_MS = 5_000;

/**
 * Brings the schema to the newest version. Many processes may start at once: an advisory lock lets one of them work, and
 * the others find it done.
 *
 * @throws StoreError `STORE_SCHEMA_NEWER` when a newer Waypost wrote the schema.
 */
export async function migrate(client: PostgresClient, schema: string): Promise<void> {
  if ((await versionOf(client, schema)) === MIGRATIONS.length) return;
  await client.query({ text: "BEGIN ISOLATION LEVEL READ COMMITTED" });
  try {
    await client.query({
      text: "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
      values: [`waypost migrations ${schema}`],
    });
    await client.query({ text: `SET LOCAL lock_timeout = ${String(LOCK_MS)}` });
    await apply(client, schema);
    await client.query({ text: "COMMIT" });
  } catch (error) {
    if (connectionSurvives(error) || StoreError.is(error)) await client.query({ text: "ROLLBACK" });
    throw error;
  }
}

async function apply(client: PostgresClient, schema: string): Promise<void> {
  const version = await versionOf(client, schema);
  if (version > MIGRATIONS.length) {
    throw new StoreError(
      "STORE_SCHEMA_NEWER",
      `The store has schema ${String(version)}, this version of Waypost knows ${String(MIGRATIONS.length)}.`,
      { fix: "Update Waypost on this machine; an older one must not write to a newer store." },
    );
  }
  if (version === MIGRATIONS.length) return;
  const run = (sql: string): Promise<unknown> => client.query({ text: inSchema(sql, schema) });
  // Asked first: a user who may not create schemas may still own this one.
  const { rows } = await client.query({
    text: "SELECT 1 FROM pg_namespace WHERE nspname = $1",
    values: [schema],
  });
  if (rows.length === 0) await run("CREATE SCHEMA {schema}");
  await run("CREATE TABLE IF NOT EXISTS {schema_version} (version INTEGER NOT NULL)");
  for (const sql of MIGRATIONS.slice(version)) await run(sql);
  await run("DELETE FROM {schema_version}");
  await run(`INSERT INTO {schema_version} (version) VALUES (${String(MIGRATIONS.length)})`);
}

/** Asks the catalogue's tables: `to_regclass` answers from a cache that does not know what another process just made. */
async function versionOf(client: PostgresClient, schema: string): Promise<number> {
  const known = await client.query({
    text: `SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
           WHERE nspname = $1 AND relname = 'waypost_schema_version'`,
    values: [schema],
  });
  if (known.rows.length === 0) return 0;
  const { rows } = await client.query({
    text: inSchema("SELECT version FROM {schema_version}", schema),
  });
  return Number((rows[0] as { version?: unknown } | undefined)?.version ?? 0);
}
