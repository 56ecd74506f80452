import { type ErasureKeys, keyIdOf, missingErasureKey } from "../../consent/index.js";
import { StoreError, WaypostError } from "../../core/index.js";
import { batched } from "./batched.js";
import { migrate } from "./migrations.js";
import type { Row, SqliteDatabase, SqliteStatement, SqlValue } from "./sqlite-driver.js";

/** When a write is safe from a power cut. */
export interface Durability {
  /**
   * False: it need not wait for the disk. Whatever happens, it is there when a later write is there that waited: the log is
   * one sequence. For what is of no consequence until then, as a claim is before its dispatch.
   */
  readonly waitsForDisk: boolean;
}

interface Write extends Durability {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One connection with group commit: writes that are asked for in the same turn share one transaction and one sync to
 * disk. Each runs in a savepoint of its own, so that one that fails does so alone. A write's promise resolves only
 * after the commit. Reads run at once: no transaction is ever open between turns.
 */
export class Connection {
  readonly #open: () => Promise<SqliteDatabase>;
  readonly #owned: boolean;
  /** Marks of erased people. */
  readonly erasure: ErasureKeys;
  #database: SqliteDatabase | undefined;
  #opening: Promise<void> | undefined;
  #statements = new Map<string, SqliteStatement>();
  #queue: Write[] = [];
  #writing = false;
  #leaving: NodeJS.Timeout | undefined;
  /** What was looked up in this turn. */
  readonly #turn = new Map<string, string>();

  constructor(
    open: () => Promise<SqliteDatabase>,
    options: { readonly owned: boolean; readonly erasure: ErasureKeys },
  ) {
    this.#open = open;
    this.erasure = options.erasure;
    this.#owned = options.owned;
  }

  /** Opens and migrates once, however often it is called. */
  async init(): Promise<void> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      // The next call tries again: the disk may be back.
      this.#opening = undefined;
      throw error;
    });
    await this.#opening;
  }

  async #start(): Promise<void> {
    const database = await this.#open();
    try {
      await whileLocked(() => {
        prepareDatabase(database);
      });
      const missing = markKeyIds(database).filter((id) => !this.erasure.has(id));
      if (missing.length > 0) throw missingErasureKey(missing);
    } catch (error) {
      if (this.#owned) database.close();
      if (WaypostError.is(error)) throw error;
      throw new StoreError("STORE_OPEN_FAILED", "The SQLite store cannot be prepared.", {
        fix: "Check that this process may write to the file and its folder, and that no other program holds it locked.",
        cause: error,
      });
    }
    this.#database = database;
  }

  /** Runs `work` inside the next transaction. It must be synchronous and may be run only once. */
  async write<T>(work: () => T, { waitsForDisk }: Durability = DURABLE): Promise<T> {
    if (this.#database === undefined) await this.init();
    return new Promise<T>((resolve, reject) => {
      if (this.#queue.push({ work, waitsForDisk, resolve, reject }) === 1) setImmediate(() => this.#flush());
    });
  }

  /** Like `write`, for what costs less when it is done for all that ask in the same turn: one result for each, in order. */
  batch<Item, Result>(
    work: (items: readonly Item[]) => readonly Result[],
    durability: Durability = DURABLE,
  ): (item: Item) => Promise<Result> {
    return batched((run) => this.write(run, durability), work);
  }

  async read<T>(work: () => T): Promise<T> {
    if (this.#database === undefined) await this.init();
    try {
      return work();
    } catch (error) {
      throw unavailable(error);
    }
  }

  /**
   * Inside a read: what `look` finds is good for other reads of the same turn of the event loop, which could as well have
   * come before. Inside a transaction it is looked up anew.
   */
  onceATurn(key: string, look: () => string): string {
    if (this.#writing) return look();
    const known = this.#turn.get(key);
    if (known !== undefined) return known;
    if (this.#turn.size === 0)
      setImmediate(() => {
        this.#turn.clear();
      });
    const found = look();
    this.#turn.set(key, found);
    return found;
  }

  all(sql: string, ...values: SqlValue[]): readonly Row[] {
    return this.#statement(sql).all(...values) as readonly Row[];
  }

  get(sql: string, ...values: SqlValue[]): Row | undefined {
    return (this.#statement(sql).get(...values) ?? undefined) as Row | undefined;
  }

  /** Writes the log into the file and empties it, so that what was deleted is gone from both. Best effort: a reader may keep it. */
  async truncateLog(): Promise<void> {
    await this.read(() => {
      try {
        this.get("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch {
        // Somebody reads at this moment: the next checkpoint does it.
      }
    });
  }

  /** Inside a transaction: what is deleted from here on is overwritten also where that takes a write more. */
  overwriteDeleted(on: boolean): void {
    this.get(`PRAGMA secure_delete = ${on ? "ON" : "FAST"}`);
  }

  /**
   * Many rows are being written: for a while, more pages stay at hand and in the log. A batch of an import changes most pages
   * of an index, and with the usual room each would be read again and written thrice.
   */
  makeRoom(): void {
    if (this.#leaving === undefined) this.#setRoom(ROOM_FOR_MANY);
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#leaving = undefined;
      this.#setRoom(ROOM);
      this.#database?.exec("PRAGMA shrink_memory");
    }, ROOM_KEPT_MS).unref();
  }

  #setRoom({ cache, log }: Room): void {
    this.#database?.exec(`PRAGMA cache_size = ${String(-cache)}; PRAGMA wal_autocheckpoint = ${String(log)}`);
  }

  /** Runs a statement that changes something. Returns how many rows it changed. */
  run(sql: string, ...values: SqlValue[]): number {
    const result = this.#statement(sql).run(...values) as { changes?: number | bigint };
    return Number(result.changes ?? 0);
  }

  async close(): Promise<void> {
    if (this.#opening === undefined) return;
    await this.#opening.catch(() => undefined);
    while (this.#queue.length > 0) await new Promise((resolve) => setImmediate(resolve));
    clearTimeout(this.#leaving);
    // Whoever owns the handle goes on with it.
    if (this.#leaving !== undefined) this.#setRoom(ROOM);
    this.#leaving = undefined;
    const database = this.#database;
    this.#database = undefined;
    this.#opening = undefined;
    this.#statements = new Map();
    if (this.#owned) database?.close();
  }

  #flush(): void {
    const batch = this.#queue;
    this.#queue = [];
    const waits = batch.some(({ waitsForDisk }) => waitsForDisk);
    this.#writing = true;
    this.#turn.clear();
    try {
      this.#commit(batch, waits ? "FULL" : "NORMAL");
    } finally {
      this.#writing = false;
    }
  }

  #commit(batch: readonly Write[], synchronous: "FULL" | "NORMAL"): void {
    const done: (() => void)[] = [];
    try {
      this.#exec(`PRAGMA synchronous = ${synchronous}; BEGIN IMMEDIATE`);
    } catch (error) {
      for (const write of batch) write.reject(unavailable(error));
      return;
    }
    for (const write of batch) {
      this.#exec("SAVEPOINT one");
      try {
        const value = write.work() as never;
        this.#exec("RELEASE one");
        done.push(() => {
          write.resolve(value);
        });
      } catch (error) {
        this.#exec("ROLLBACK TO one");
        this.#exec("RELEASE one");
        done.push(() => {
          write.reject(unavailable(error));
        });
      }
    }
    try {
      this.#exec("COMMIT");
    } catch (error) {
      try {
        this.#exec("ROLLBACK");
      } catch {
        // The failed commit has ended the transaction already.
      }
      for (const write of batch) write.reject(unavailable(error));
      return;
    }
    for (const settle of done) settle();
  }

  #exec(sql: string): void {
    this.#handle().exec(sql);
  }

  #statement(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#handle().prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #handle(): SqliteDatabase {
    if (this.#database === undefined) throw new Error("the store is closed");
    return this.#database;
  }
}

const DURABLE: Durability = { waitsForDisk: true };

interface Room {
  /** Pages kept in memory, in KiB. */
  readonly cache: number;
  /** Pages of 4 KiB in the log before it goes into the file. */
  readonly log: number;
}

/** 32 MB: the indexes of a few million people stay at hand, and a page is written into the file once for many commits. */
const ROOM: Room = { cache: 32_768, log: 8_000 };
const ROOM_FOR_MANY: Room = { cache: 131_072, log: 32_000 };
const ROOM_KEPT_MS = 10_000;

function prepareDatabase(database: SqliteDatabase): void {
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
function markKeyIds(database: SqliteDatabase): string[] {
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
async function whileLocked(work: () => void): Promise<void> {
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

function unavailable(error: unknown): unknown {
  if (WaypostError.is(error)) return error;
  return new StoreError("STORE_UNAVAILABLE", "The SQLite store could not be read or written.", {
    fix: "Look at the cause: a full disk, a file taken away, or another program that holds it locked. Nothing was sent.",
    cause: error,
  });
}
