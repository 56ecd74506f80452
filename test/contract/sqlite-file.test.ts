/** What one process keeps of a SQLite file between transactions holds only until somebody else writes to it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConsentEvent, Store } from "waypost";
import { openDatabase, sqliteStore } from "waypost/sqlite";
import { DAY } from "../../src/core/index.js";
import type { CounterOp } from "../../src/counters/index.js";
import { LogSync } from "../../src/stores/sqlite/log-sync.js";

const T = 1_800_000_000_000;
const erasureKeys = [{ id: "k1", secret: "0123456789abcdef0123456789abcdef" }];
const ring = (value: string, keep = 3): CounterOp => ({
  kind: "ring",
  key: "r",
  value,
  keep,
  keepMs: DAY,
  read: 10,
});
const member = (name: string): CounterOp => ({
  kind: "set",
  key: "s",
  member: name,
  keepMs: DAY,
  since: [T - DAY],
  most: 100,
});

const erasure = (id: string): Omit<ConsentEvent, "subject" | "erases"> => ({
  id,
  namespace: "*",
  action: "erase",
  scopes: "all",
  occurredAt: "2026-01-01T00:00:00.000Z",
  recordedAt: "2026-01-01T00:00:00.000Z",
  actor: { kind: "user" },
  method: "api",
  basis: "consent",
});

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waypost-file-"));
  path = join(folder, "store.db");
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Two = readonly [Store, Store, () => Promise<void>];
const twoWays: readonly (readonly [string, () => Promise<Two>])[] = [
  [
    "a connection each",
    async () => {
      const [a, b] = [sqliteStore({ path, erasureKeys }), sqliteStore({ path, erasureKeys })];
      await Promise.all([a.init(), b.init()]);
      return [a, b, () => Promise.resolve()];
    },
  ],
  [
    "one handle of the user's",
    async () => {
      const database = await openDatabase(path);
      const [a, b] = [sqliteStore({ database, erasureKeys }), sqliteStore({ database, erasureKeys })];
      await a.init();
      await b.init();
      return [
        a,
        b,
        () => {
          database.close();
          return Promise.resolve();
        },
      ];
    },
  ],
];

describe.each(twoWays)("two stores on one file, %s", (_name, open) => {
  let a: Store;
  let b: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    [a, b, end] = await open();
  });
  afterEach(async () => {
    await a.close();
    await b.close();
    await end();
  });

  const entriesOf = async (store: Store, op: CounterOp): Promise<readonly string[]> => {
    const [reading] = await store.counters.peek([op], T);
    return reading?.kind === "ring" ? reading.entries.map(({ value }) => value) : [];
  };

  it("a counter is what both of them made of it", async () => {
    for (const [index, store] of [a, b, a, a, b].entries())
      await store.counters.take([ring(`v${String(index)}`), member(`m${String(index)}`)], T + index);
    expect(await entriesOf(a, ring(""))).toEqual(["v4", "v3", "v2"]);
    expect(await entriesOf(b, ring(""))).toEqual(["v4", "v3", "v2"]);
    const [seen] = await a.counters.take([member("m9")], T + 9);
    expect(seen).toMatchObject({ counts: [5] });
  });

  it("a place that one gives back is free for the other, and what one prunes is gone for both", async () => {
    await a.counters.take([member("x")], T);
    const [taken] = await b.counters.take([member("y")], T + 1);
    if (taken === undefined) throw new Error("no reading");
    await b.counters.release([member("y")], [taken], T + 1);
    expect(await a.counters.peek([member("z")], T + 2)).toMatchObject([{ counts: [1] }]);
    await a.counters.take([ring("old")], T);
    expect(await b.counters.prune({ now: T + 40 * DAY, limit: 10 })).toBe(2);
    expect(await entriesOf(a, ring(""))).toEqual([]);
    await a.counters.take([ring("new")], T + 50 * DAY);
    expect(await b.counters.peek([ring("")], T + 50 * DAY)).toMatchObject([{ entries: [{ value: "new" }] }]);
  });

  it("what failed leaves nothing behind in either", async () => {
    await a.counters.take([ring("kept")], T);
    // A value that no column takes: the whole take is rolled back.
    const broken = [ring("lost"), { ...member("m"), member: {} as string }];
    await expect(a.counters.take(broken, T + 1)).rejects.toThrow();
    expect(await entriesOf(a, ring(""))).toEqual(["kept"]);
    expect(await entriesOf(b, ring(""))).toEqual(["kept"]);
  });

  it("who was erased through one is known as erased to the other at once", async () => {
    expect(await b.identity.resolve("919812345678")).toBe("919812345678");
    await a.consent.erase("919812345678", erasure("e1"));
    expect(await b.identity.resolve("919812345678")).toMatch(/^erased:/);
  });

  it("whom one links is one person for the other, who had looked before", async () => {
    const [number, userId] = ["919812345678", "IN.abc123"];
    expect(await a.identity.resolve(userId)).toBe(userId);
    await b.identity.link([number, userId]);
    expect(await a.identity.resolve(userId)).toBe(number);
  });

  it("what one is told of a template the other reads, who had read before", async () => {
    const read = (store: Store) => store.templates.get("100", "order_shipped", "en");
    expect(await read(a)).toBeUndefined();
    for (const [index, store] of [b, a, b].entries()) {
      const status = (["PENDING", "APPROVED", "PAUSED"] as const)[index] ?? "DISABLED";
      await store.templates.put({
        ...{ businessAccountId: "100", name: "order_shipped", language: "en", category: "utility" },
        ...{ quality: "UNKNOWN", parameterFormat: "NAMED", status, updatedAt: T + index },
      });
      expect(await read(a)).toMatchObject({ status });
      expect(await read(b)).toMatchObject({ status });
    }
  });
});

describe("the log of a file", () => {
  it("is brought to the disk for all who ask, and closed once they know", async () => {
    const store = sqliteStore({ path });
    await store.counters.take([ring("v")], T);
    const log = LogSync.of(path);
    if (log === undefined) throw new Error("there is a log");
    const asked = Promise.all(Array.from({ length: 20 }, () => log.sync()));
    await log.close();
    await expect(asked).resolves.toHaveLength(20);
    await expect(log.sync()).rejects.toThrow(/EBADF/);
    await store.close();
  });

  it("is left to SQLite where there is none", async () => {
    expect(LogSync.of(join(folder, "none.db"))).toBeUndefined();
    const store = sqliteStore({ path: ":memory:" });
    await store.counters.take([ring("v")], T);
    expect(await store.counters.peek([ring("")], T)).toMatchObject([{ entries: [{ value: "v" }] }]);
    await store.close();
  });

  it("goes on where a file is closed and opened again", async () => {
    for (const value of ["one", "two"]) {
      const store = sqliteStore({ path, erasureKeys });
      await store.counters.take([ring(value)], T);
      await store.consent.erase("919812345678", erasure(value));
      await store.close();
    }
    const store = sqliteStore({ path, erasureKeys });
    expect(await store.counters.peek([ring("")], T)).toMatchObject([
      { entries: [{ value: "two" }, { value: "one" }] },
    ]);
    expect(await store.consent.chain(0, 10)).toHaveLength(2);
    await store.close();
  });
});
