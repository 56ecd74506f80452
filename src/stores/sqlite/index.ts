/**
 * The embedded store: one SQLite file.
 *
 * @module
 */
import { type ErasureKey, erasureKeys } from "../../consent/index.js";
import type { Store } from "../../ledger/index.js";
import { Connection } from "./connection.js";
import { sqliteAudit } from "./sqlite-audit.js";
import { sqliteAccount } from "./sqlite-account.js";
import { sqliteConversations } from "./sqlite-conversations.js";
import { sqliteConsent } from "./sqlite-consent.js";
import { sqliteCounters } from "./sqlite-counters.js";
import { InboxLanes } from "./inbox-lanes.js";
import { openDatabase, type SqliteDatabase } from "./sqlite-driver.js";
import { sqliteIdentity } from "./sqlite-identity.js";
import { sqliteInbox } from "./sqlite-inbox.js";
import { sqliteLedger } from "./sqlite-ledger.js";
import { sqliteTemplates } from "./sqlite-templates.js";
import { sqliteWindows } from "./sqlite-windows.js";

export { openDatabase } from "./sqlite-driver.js";
export type { SqliteDatabase, SqliteStatement, SqlValue } from "./sqlite-driver.js";
export type { Store } from "../../ledger/index.js";

interface CommonOptions {
  /**
   * Secrets that mark erased people, the current one first; `consent.erase` needs one. Never take an old one away: a
   * file with marks of a missing key does not open.
   */
  readonly erasureKeys?: readonly ErasureKey[] | undefined;
}

export type SqliteStoreOptions = CommonOptions &
  (
    | {
        /** A file, opened and closed by the store. `:memory:` for a trial. */
        readonly path: string;
        readonly database?: undefined;
      }
    | {
        /**
         * A handle that you own and close: from `node:sqlite`, better-sqlite3, libsql or `openDatabase()`. The store sets its
         * `PRAGMA synchronous` before each of its transactions; set it before your own, too, when it matters to you.
         */
        readonly database: SqliteDatabase;
        readonly path?: undefined;
      }
  );

/**
 * Keeps consent, windows, templates, ledger and inbox in one SQLite file, opened on first use. Several processes on
 * one machine may share the file. Drivers: `node:sqlite` (Node 22.13 and newer), better-sqlite3 or libsql.
 *
 * Its methods throw `StoreError`: `STORE_DRIVER_MISSING`, `STORE_OPEN_FAILED`, `STORE_SCHEMA_NEWER`, `STORE_UNAVAILABLE`,
 * `ERASURE_KEY_MISSING`.
 *
 * @throws ValidationError `INVALID_OPTIONS` for an unusable erasure key.
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  const { database, path } = options;
  const erasure = erasureKeys(options.erasureKeys);
  const connection =
    database === undefined
      ? new Connection(() => openDatabase(path), { owned: true, erasure })
      : new Connection(() => Promise.resolve(database), { owned: false, erasure });
  const lanes = new InboxLanes(connection);
  return {
    name: "sqlite",
    init: () => connection.init(),
    close: async () => {
      await lanes.close();
      await connection.close();
    },
    identity: sqliteIdentity(connection),
    consent: sqliteConsent(connection),
    windows: sqliteWindows(connection),
    templates: sqliteTemplates(connection),
    ledger: sqliteLedger(connection),
    inbox: sqliteInbox(connection, { lanes, shared: path !== ":memory:" }),
    counters: sqliteCounters(connection),
    audit: sqliteAudit(connection),
    conversations: sqliteConversations(connection),
    account: sqliteAccount(connection),
  };
}
