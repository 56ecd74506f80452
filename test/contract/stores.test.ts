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

describe("drivers", () => {
  for (const name of ["node:sqlite", "better-sqlite3", "libsql"] as const) {
    it(`${name} fits, where this machine has it`, async (context) => {
      const database = await openWith(name);
      if (database === undefined) {
        context.skip(
          `${name} is not on this machine: ${name === "node:sqlite" ? "use Node 22.13 or newer" : `npm install ${name}`}`,
        );
        return;
      }
      const store = sqliteStore({ database });
      await store.init();
      await store.windows.recordInbound({
        person: "1",
        phoneNumberId: "2",
        lastInboundAt: 1_800_000_000_000,
        lastInboundMessageId: "m",
      });
      expect((await store.windows.get("1", "2"))?.lastInboundAt).toBe(1_800_000_000_000);
      await store.close();
      database.close();
    });
  }
});

async function openWith(name: string): Promise<SqliteDatabase | undefined> {
  try {
    const module = (await import(name)) as {
      default?: new (path: string) => SqliteDatabase;
      DatabaseSync?: new (path: string) => SqliteDatabase;
    };
    const Driver = module.DatabaseSync ?? module.default;
    return Driver === undefined ? undefined : new Driver(":memory:");
  } catch {
    return undefined;
  }
}
