import Libsql from "libsql";
import { afterEach } from "vitest";
import { type SqliteDatabase, sqliteStore } from "../../../src/stores/sqlite/index.js";
import { registryOnStore } from "./registry-on-store.js";

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

// A handle of our own: which driver `path` would pick depends on the machine.
registryOnStore("sqlite", () => {
  const database = new Libsql(":memory:") as unknown as SqliteDatabase;
  cleanups.push(() => database.close());
  return sqliteStore({ database });
});
