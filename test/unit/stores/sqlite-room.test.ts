/** An import is given room in memory and in the log, and gives it back. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase, type SqliteDatabase, sqliteStore, type Store } from "waypost/sqlite";
import { anEvent } from "../../../src/testing/contract-fixtures.js";

let database: SqliteDatabase;
let store: Store;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  database = await openDatabase(":memory:");
  store = sqliteStore({ database });
  await store.init();
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  database.close();
});

const room = (): unknown[] =>
  ["cache_size", "wal_autocheckpoint"].map(
    (name) => Object.values(database.prepare(`PRAGMA ${name}`).get() as object)[0] as unknown,
  );
const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => anEvent(`e${String(from + n)}`, `91981234${String(from + n)}`));

it("is made by a batch of an import, not by a few events, and lasts ten seconds", async () => {
  await store.consent.appendMany(people(10_000, 10));
  expect(room()).toEqual([-32_768, 16_000]);
  await store.consent.appendMany(people(20_000, 1_000));
  expect(room()).toEqual([-131_072, 32_000]);
  await vi.advanceTimersByTimeAsync(9_000);
  await store.consent.appendMany(people(30_000, 1_000));
  await vi.advanceTimersByTimeAsync(9_000);
  expect(room()).toEqual([-131_072, 32_000]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(room()).toEqual([-32_768, 16_000]);
});

it("is given back to whoever owns the handle when the store closes", async () => {
  await store.consent.appendMany(people(10_000, 1_000));
  await store.close();
  expect(room()).toEqual([-32_768, 16_000]);
});
