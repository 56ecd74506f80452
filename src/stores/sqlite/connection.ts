import { type ErasureKeys, missingErasureKey } from "../../consent/index.js";
import { StoreError, WaypostError } from "../../core/index.js";
import { batched } from "./batched.js";
import { type CommitTarget, type Durability, GroupCommit } from "./group-commit.js";
import { markKeyIds, prepareDatabase, whileLocked } from "./prepare-database.js";
import { type Room, ROOM, ROOM_FOR_MANY, ROOM_KEPT_MS } from "./room.js";
import { unavailable } from "./unavailable.js";
import type { Row, SqliteDatabase, SqliteStatement, SqlValue } from "./sqlite-driver.js";

/** One connection with group commit (`GroupCommit`). Reads run at once: no transaction is ever open between turns. */
export class Connection implements CommitTarget {
  readonly #open: () => Promise<SqliteDatabase>;
  readonly #owned: boolean;
  /** Marks of erased people. */
  readonly erasure: ErasureKeys;
  #database: SqliteDatabase | undefined;
  #opening: Promise<void> | undefined;
  #statements = new Map<string, SqliteStatement>();
  readonly #commits = new GroupCommit(this);
  #writing = false;
  #leaving: NodeJS.Timeout | undefined;
  /** SQLite's count of what other connections committed, as it was last seen. */
  #dataVersion: number | undefined;
  #generation = 0;
  #generationLooked = false;

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
      this.#commits.add({ work, waitsForDisk, resolve, reject });
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
   * Inside a read or a transaction: stays the same as long as no other connection wrote to the file, so that what was read
   * under it still stands there. What this connection writes past a cache of its own, it tells with `outdate`.
   */
  generation(): number {
    if (this.#generationLooked) return this.#generation;
    // A handle that others may use as well does not tell what they wrote through it.
    const version = this.#owned ? Number(this.get("PRAGMA data_version")?.data_version) : Number.NaN;
    if (version !== this.#dataVersion) this.#generation++;
    this.#dataVersion = version;
    this.#generationLooked = true;
    if (!this.#writing)
      setImmediate(() => {
        this.#generationLooked = false;
      });
    return this.#generation;
  }

  /** What was read before no longer counts. */
  outdate(): void {
    this.#generation++;
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
    await this.#commits.close();
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

  exec(sql: string): void {
    this.#handle().exec(sql);
  }

  ownFile(): string | undefined {
    const main = this.#owned
      ? this.all("PRAGMA database_list").find(({ name }) => name === "main")
      : undefined;
    return typeof main?.file === "string" && main.file !== "" ? main.file : undefined;
  }

  transaction(began: boolean): void {
    this.#writing = began;
    this.#generationLooked = false;
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
