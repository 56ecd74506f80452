import { StoreError } from "../../core/index.js";

/** What stands in a column. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

/** A prepared statement of a driver. */
export interface SqliteStatement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown;
}

/** What is used of a SQLite library: `node:sqlite`, better-sqlite3 and libsql all fit. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

interface Driver {
  readonly name: string;
  readonly open: (module: Record<string, unknown>, path: string) => SqliteDatabase;
}

type Constructor = new (path: string) => SqliteDatabase;

/** In order of preference. `node:sqlite` is part of Node since 22.13; the others are installed beside Waypost. */
const DRIVERS: readonly Driver[] = [
  { name: "node:sqlite", open: (module, path) => new (module.DatabaseSync as Constructor)(path) },
  { name: "better-sqlite3", open: openDefault },
  { name: "libsql", open: openDefault },
];

function openDefault(module: Record<string, unknown>, path: string): SqliteDatabase {
  return new ((module.default ?? module) as Constructor)(path);
}

/**
 * Opens a SQLite file with the first driver that this machine has: `node:sqlite`, better-sqlite3, libsql.
 *
 * @throws StoreError `STORE_DRIVER_MISSING`, `STORE_OPEN_FAILED`.
 */
export async function openDatabase(path: string): Promise<SqliteDatabase> {
  let failure: unknown;
  for (const driver of DRIVERS) {
    const loaded = await load(driver);
    failure = loaded.failure ?? failure;
    const { module } = loaded;
    if (module === undefined) continue;
    try {
      const database = driver.open(module, path);
      database.exec("PRAGMA busy_timeout = 5000");
      // A file that is no database is only noticed at the first read.
      database.prepare("SELECT count(*) AS n FROM sqlite_master").get();
      return database;
    } catch (error) {
      throw new StoreError("STORE_OPEN_FAILED", "The SQLite file cannot be opened.", {
        fix: "Check that its folder exists, that this process may write there, and that the file is a SQLite database.",
        cause: error,
      });
    }
  }
  throw new StoreError("STORE_DRIVER_MISSING", "No SQLite driver can be loaded.", {
    fix: "Use Node 22.13 or newer, or run: npm install libsql",
    cause: failure,
  });
}

/** The driver's module; what went wrong when it is not there or does not load: then the next one is tried. */
async function load({
  name,
  open,
}: Driver): Promise<{ readonly module?: Record<string, unknown>; readonly failure?: unknown }> {
  if (name.startsWith("node:"))
    return { module: process.getBuiltinModule(name) as Record<string, unknown> | undefined };
  try {
    const module = (await import(name)) as Record<string, unknown>;
    // better-sqlite3 loads what was compiled for one version of Node only when a database is opened.
    open(module, ":memory:").close();
    return { module };
  } catch (failure) {
    return { failure };
  }
}

/** A blob as lower-case hex. libsql gives blobs as `ArrayBuffer` in lists, every other driver and call as bytes. */
export function hexOf(value: unknown): string | undefined {
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString("hex");
  if (!(value instanceof Uint8Array)) return undefined;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
}
