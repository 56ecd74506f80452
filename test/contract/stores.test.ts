import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase, type SqliteDatabase, sqliteStore } from "waypost/sqlite";
import { storeContract, type StoreOptionsUnderTest, type StoreUnderTest } from "waypost/testing";

const framework = {
  describe,
  it,
  equal: (actual: unknown, expected: unknown) => {
    expect(actual).toEqual(expected);
  },
};

async function onFile(
  open: (path: string) => Promise<SqliteDatabase> | undefined,
  options: StoreOptionsUnderTest,
): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "waypost-contract-"));
  const path = join(folder, "store.db");
  const store = async ({ erasureKeys = options.erasureKeys }: Partial<StoreOptionsUnderTest>) => {
    const handle = open(path);
    return handle === undefined
      ? sqliteStore({ path, erasureKeys })
      : sqliteStore({ database: await handle, erasureKeys });
  };
  const first = await store({});
  return {
    store: first,
    reopen: (again) => store(again),
    destroy: async () => {
      await first.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

storeContract("sqlite, path", (options) => onFile(() => undefined, options), framework);
storeContract("sqlite, own handle", (options) => onFile((path) => openDatabase(path), options), framework);

/** The whole contract with each driver that is here: they bind and return values each in a way of its own. */
const DRIVERS: Readonly<Record<string, string>> = {
  "node:sqlite": "use Node 22.13 or newer",
  "better-sqlite3": "npm install better-sqlite3",
  libsql: "npm install libsql",
};

for (const [name, fix] of Object.entries(DRIVERS)) {
  const Driver = await driverOf(name);
  if (Driver === undefined) process.stdout.write(`SQLite tests with ${name} are skipped: ${fix}\n`);
  const here = Driver === undefined ? { ...framework, describe: describe.skip } : framework;
  storeContract(
    `sqlite, ${name}`,
    (options) => onFile((path) => Driver && Promise.resolve(new Driver(path)), options),
    here,
  );
}

async function driverOf(name: string): Promise<(new (path: string) => SqliteDatabase) | undefined> {
  try {
    const module = (await import(name)) as {
      default?: new (path: string) => SqliteDatabase;
      DatabaseSync?: new (path: string) => SqliteDatabase;
    };
    return module.DatabaseSync ?? module.default;
  } catch {
    return undefined;
  }
}
