import { StoreError } from "../../core/index.js";
import { firstRelease } from "./migrations/0001-first-release.js";
import { consentChain } from "./migrations/0002-consent-chain.js";
import { sendRetention } from "./migrations/0004-send-retention.js";
import { guards } from "./migrations/0005-guards.js";
import { unsettledSends } from "./migrations/0003-unsettled-sends.js";
import { account } from "./migrations/0006-account.js";
import { conversations } from "./migrations/0007-conversations.js";
import { claimedSends } from "./migrations/0008-claimed-sends.js";
import { foldVersion } from "./migrations/0009-fold-version.js";
import { optOutTexts } from "./migrations/0010-opt-out-texts.js";
import { lighterIndexes } from "./migrations/0011-lighter-indexes.js";
import { inboxLanes } from "./migrations/0012-inbox-lanes.js";
import type { SqliteDatabase } from "./sqlite-driver.js";

/** SQL, or what SQL alone cannot do; inside the one transaction that `migrate` opens. */
type Migration = string | ((database: SqliteDatabase) => void);

/** Numbered, append-only: a released migration is never edited. Instants are milliseconds since the epoch. */
const MIGRATIONS: readonly Migration[] = [
  firstRelease,
  consentChain,
  unsettledSends,
  sendRetention,
  guards,
  account,
  conversations,
  claimedSends,
  foldVersion,
  optOutTexts,
  lighterIndexes,
  inboxLanes,
];

/**
 * Brings the file to the newest schema. Several processes may start at once: the version is read again under the
 * write lock, so each migration runs once.
 *
 * @throws StoreError `STORE_SCHEMA_NEWER` when a newer Waypost wrote the file.
 */
export function migrate(database: SqliteDatabase): void {
  database.exec("CREATE TABLE IF NOT EXISTS waypost_schema (version INTEGER NOT NULL)");
  if (versionOf(database) === MIGRATIONS.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = versionOf(database);
    if (version > MIGRATIONS.length) {
      throw new StoreError(
        "STORE_SCHEMA_NEWER",
        `The store has schema ${String(version)}, this version of Waypost knows ${String(MIGRATIONS.length)}.`,
        {
          fix: "Update Waypost on this machine; an older one must not write to a newer store.",
        },
      );
    }
    for (const migration of MIGRATIONS.slice(version)) {
      if (typeof migration === "string") database.exec(migration);
      else migration(database);
    }
    database.exec("DELETE FROM waypost_schema");
    database.prepare("INSERT INTO waypost_schema (version) VALUES (?)").run(MIGRATIONS.length);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(database: SqliteDatabase): number {
  const row = database.prepare("SELECT version FROM waypost_schema LIMIT 1").get() as
    { version?: unknown } | undefined;
  return Number(row?.version ?? 0);
}
