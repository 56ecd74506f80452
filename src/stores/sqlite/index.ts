/**
 * The embedded store: one SQLite file.
 *
 * @module
 */
import type { Store } from "../../ledger/index.js";
import { Connection } from "./connection.js";
import { sqliteConsent } from "./sqlite-consent.js";
import { openDatabase, type SqliteDatabase } from "./sqlite-driver.js";
import { sqliteIdentity } from "./sqlite-identity.js";
import { sqliteInbox } from "./sqlite-inbox.js";
import { sqliteLedger } from "./sqlite-ledger.js";
import { sqliteTemplates } from "./sqlite-templates.js";
import { sqliteWindows } from "./sqlite-windows.js";

export { openDatabase } from "./sqlite-driver.js";
export type { SqliteDatabase, SqliteStatement, SqlValue } from "./sqlite-driver.js";
export type { Store } from "../../ledger/index.js";

export type SqliteStoreOptions =
  /** A file, opened and closed by the store. `:memory:` for a trial. */
  | { readonly path: string; readonly database?: undefined }
  /** A handle that you own and close: from `node:sqlite`, better-sqlite3, libsql or `openDatabase()`. */
  | { readonly database: SqliteDatabase; readonly path?: undefined };

/**
 * Keeps consent, windows, templates, ledger and inbox in one SQLite file, opened on first use. Several processes on
 * one machine may share the file. Drivers: `node:sqlite` (Node 22.13 and newer), better-sqlite3 or libsql.
 *
 * Its methods throw `StoreError`: `STORE_DRIVER_MISSING`, `STORE_OPEN_FAILED`, `STORE_SCHEMA_NEWER`, `STORE_UNAVAILABLE`.
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  const { database, path } = options;
  const connection =
    database === undefined
      ? new Connection(() => openDatabase(path), { owned: true })
      : new Connection(() => Promise.resolve(database), { owned: false });
  return {
    name: "sqlite",
    init: () => connection.init(),
    close: () => connection.close(),
    identity: sqliteIdentity(connection),
    consent: sqliteConsent(connection),
    windows: sqliteWindows(connection),
    templates: sqliteTemplates(connection),
    ledger: sqliteLedger(connection),
    inbox: sqliteInbox(connection),
  };
}
