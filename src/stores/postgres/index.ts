/**
 * The store for several machines: PostgreSQL.
 *
 * @module
 */
import { type ErasureKey, erasureKeys } from "../../consent/index.js";
import type { Store } from "../../ledger/index.js";
import { Database } from "./database.js";
import { InboxLanes } from "./inbox-lanes.js";
import { postgresAccount } from "./postgres-account.js";
import { postgresConversations } from "./postgres-conversations.js";
import { postgresConsent } from "./postgres-consent.js";
import { openPool, type PostgresPool } from "./postgres-driver.js";
import { postgresIdentity } from "./postgres-identity.js";
import { postgresInbox } from "./postgres-inbox.js";
import { postgresLedger } from "./postgres-ledger.js";
import { postgresTemplates } from "./postgres-templates.js";
import { postgresWindows } from "./postgres-windows.js";

export type { PostgresClient, PostgresPool } from "./postgres-driver.js";
export type { Store } from "../../ledger/index.js";

export type PostgresStoreOptions = (
  | {
      /** `postgres://user:password@host:5432/database`; `pg` opens a pool on it, and the store closes it. */
      readonly url: string;
      /** Connections of the pool; 10 unless told. */
      readonly connections?: number | undefined;
      readonly pool?: undefined;
    }
  | {
      /** A `Pool` of `pg` that you own and close. */
      readonly pool: PostgresPool;
      readonly url?: undefined;
      readonly connections?: undefined;
    }
) & {
  /** Schema of the tables, made when it is missing; `waypost` unless told. Its tables all begin with `waypost_`. */
  readonly schema?: string | undefined;
  /**
   * Secrets that mark erased people, the current one first; `consent.erase` needs one. Never take an old one away: a
   * schema with marks of a missing key does not open.
   */
  readonly erasureKeys?: readonly ErasureKey[] | undefined;
  /**
   * Statements are prepared once per connection; true unless told. Set to false behind a PgBouncer in transaction mode
   * that does not know prepared statements (before 1.21).
   */
  readonly preparedStatements?: boolean | undefined;
};

/**
 * Keeps consent, windows, templates, ledger and inbox in PostgreSQL 12 or newer, for any number of processes on any number
 * of machines. Opened and migrated on first use; when the server was away, it connects again by itself.
 *
 * Its methods throw `StoreError`: `STORE_DRIVER_MISSING`, `STORE_OPEN_FAILED`, `STORE_SCHEMA_NEWER`, `STORE_UNAVAILABLE`,
 * `ERASURE_KEY_MISSING`.
 *
 * @throws ValidationError `INVALID_OPTIONS` for an unusable erasure key.
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  const { pool, url, connections = 10, schema = "waypost", preparedStatements = true } = options;
  const database = new Database({
    open: pool === undefined ? () => openPool(url, connections) : () => Promise.resolve(pool),
    owned: pool === undefined,
    schema,
    erasure: erasureKeys(options.erasureKeys),
    preparedStatements,
  });
  const lanes = new InboxLanes(database);
  const identity = postgresIdentity(database);
  return {
    name: "postgres",
    init: () => database.init(),
    close: async () => {
      await lanes.close();
      await database.close();
    },
    identity,
    consent: postgresConsent(database, identity.resolve),
    windows: postgresWindows(database),
    templates: postgresTemplates(database),
    ledger: postgresLedger(database, identity.resolve),
    inbox: postgresInbox(database, lanes),
    conversations: postgresConversations(database),
    account: postgresAccount(database),
  };
}
