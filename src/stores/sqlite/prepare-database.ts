import { keyIdOf } from "../../consent/index.js";
import { migrate } from "./migrations.js";
import { ROOM } from "./room.js";
import type { SqliteDatabase } from "./sqlite-driver.js";

/** Sets what the store relies on, and brings the schema up to date. */
export function prepareDatabase(database: SqliteDatabase): void {
  database.exec("PRAGMA busy_timeout = 5000");
  database.exec("PRAGMA journal_mode = WAL");
  // FULL: an opt-out that was acknowledged must survive a power cut, not only a crash of this process.
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec(`PRAGMA cache_size = ${String(-ROOM.cache)}`);
  database.exec(`PRAGMA wal_autocheckpoint = ${String(ROOM.log)}`);
  // What moves inside the file leaves no copy behind: an erasure must find every one.
  database.exec("PRAGMA secure_delete = FAST");
  migrate(database);
}

/** Ids of the keys that made the marks in this file; one step of the index for each. */
export function markKeyIds(database: SqliteDatabase): string[] {
  const next = database.prepare(
    "SELECT alias FROM waypost_alias WHERE alias > ? AND alias < '\u007f' ORDER BY alias LIMIT 1",
  );
  const ids: string[] = [];
  for (let after = "~"; ;) {
    const row = next.get(after) as { readonly alias?: unknown } | null | undefined;
    if (row === undefined || row === null) return ids;
    const id = keyIdOf(String(row.alias));
    ids.push(id);
    after = `~${id};`; // ";" sorts right behind the ":" that ends an id.
  }
}

const LOCKED_TRIES = 100;

/** Switching to WAL does not heed the busy timeout: processes that start at the same instant have to take turns. */
export async function whileLocked(work: () => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      work();
      return;
    } catch (error) {
      const locked = /locked|busy/i.test(error instanceof Error ? error.message : "");
      if (!locked || tries >= LOCKED_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
