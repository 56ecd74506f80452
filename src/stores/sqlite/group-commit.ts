import { LogSync } from "./log-sync.js";
import { unavailable } from "./unavailable.js";

/** When a write is safe from a power cut. */
export interface Durability {
  /**
   * False: it need not wait for the disk. Whatever happens, it is there when a later write is there that waited: the log is
   * one sequence. For what is of no consequence until then, as a claim is before its dispatch.
   */
  readonly waitsForDisk: boolean;
}

export interface Write extends Durability {
  /** Synchronous, and run only once. */
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** The connection whose writes are grouped. */
export interface CommitTarget {
  exec(sql: string): void;
  /** The database's file, when this process alone uses the connection; undefined for memory. */
  ownFile(): string | undefined;
  /** Told around each transaction. */
  transaction(began: boolean): void;
  /** Told when something was taken back. */
  outdate(): void;
}

type Settle = () => void;

/**
 * Writes that are asked for in the same turn share one transaction and one sync to disk. Each runs in a savepoint of its
 * own, so that one that fails does so alone. A write is resolved only after the commit, and where it waits for the disk,
 * after the sync.
 */
export class GroupCommit {
  readonly #target: CommitTarget;
  #queue: Write[] = [];
  #synchronous: "FULL" | "NORMAL" | undefined;
  /** Set once this process syncs the log itself. */
  #log: LogSync | undefined;

  constructor(target: CommitTarget) {
    this.#target = target;
  }

  add(write: Write): void {
    if (this.#queue.push(write) === 1)
      setImmediate(() => {
        this.#flush();
      });
  }

  /** Waits for what was asked for. */
  async close(): Promise<void> {
    while (this.#queue.length > 0) await new Promise((resolve) => setImmediate(resolve));
    await this.#log?.close();
    this.#log = undefined;
    this.#synchronous = undefined;
  }

  #flush(): void {
    const batch = this.#queue;
    this.#queue = [];
    this.#target.transaction(true);
    try {
      this.#commit(batch);
    } finally {
      this.#target.transaction(false);
    }
  }

  #commit(batch: readonly Write[]): void {
    const reject = (error: unknown): void => {
      for (const write of batch) write.reject(unavailable(error));
    };
    try {
      const waits = batch.some(({ waitsForDisk }) => waitsForDisk);
      this.#setSynchronous(waits && this.#log === undefined ? "FULL" : "NORMAL");
      this.#target.exec("BEGIN IMMEDIATE");
    } catch (error) {
      reject(error);
      return;
    }
    const settles = batch.map((write) => this.#apart(write));
    try {
      this.#target.exec("COMMIT");
    } catch (error) {
      try {
        this.#target.exec("ROLLBACK");
      } catch {
        // The failed commit has ended the transaction already.
      }
      this.#target.outdate();
      reject(error);
      return;
    }
    this.#settle(batch, settles);
  }

  /** Does one write in a savepoint of its own; what it returns tells the write how it went. */
  #apart({ work, resolve, reject }: Write): Settle {
    this.#target.exec("SAVEPOINT one");
    try {
      const value = work() as never;
      this.#target.exec("RELEASE one");
      return () => {
        resolve(value);
      };
    } catch (error) {
      this.#target.exec("ROLLBACK TO one");
      this.#target.exec("RELEASE one");
      this.#target.outdate();
      return () => {
        reject(unavailable(error));
      };
    }
  }

  /** Tells each write how it went: at once, or once the disk has it. */
  #settle(batch: readonly Write[], settles: readonly Settle[]): void {
    const log = this.#log;
    const waiting: number[] = [];
    for (const [index, { waitsForDisk }] of batch.entries()) {
      if (waitsForDisk && log !== undefined) waiting.push(index);
      else settles[index]?.();
    }
    // The first commit that has to be safe is SQLite's own to sync, the folder with it; from then on the log is there.
    if (log === undefined && this.#synchronous === "FULL") this.#openLog();
    if (log === undefined || waiting.length === 0) return;
    log.sync().then(
      () => {
        for (const index of waiting) settles[index]?.();
      },
      (error: unknown) => {
        for (const index of waiting) batch[index]?.reject(unavailable(error));
      },
    );
  }

  #openLog(): void {
    const file = this.#target.ownFile();
    if (file !== undefined) this.#log = LogSync.of(file);
  }

  /** On a handle that others use, too, it is set each time. */
  #setSynchronous(synchronous: "FULL" | "NORMAL"): void {
    if (this.#log !== undefined && this.#synchronous === synchronous) return;
    this.#target.exec(`PRAGMA synchronous = ${synchronous}`);
    this.#synchronous = synchronous;
  }
}
