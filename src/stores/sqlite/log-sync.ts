import { close, fdatasync, openSync } from "node:fs";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Brings the log of a SQLite file to the disk while the event loop goes on. Transactions commit with `synchronous = NORMAL`,
 * which leaves the log to the operating system (a killed process loses nothing); whoever must be safe from a power cut
 * waits here. One sync serves everybody who asked before it began.
 *
 * SQLite locks the database and its index, never the log: opening that once more takes no lock away.
 */
export class LogSync {
  readonly #file: number;
  #waiting: Waiter[] = [];
  #syncing = false;
  #idle: (() => void) | undefined;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Undefined where there is no log that can be opened: then SQLite has to sync by itself. */
  static of(databasePath: string): LogSync | undefined {
    try {
      return new LogSync(openSync(`${databasePath}-wal`, "r+"));
    } catch {
      return undefined;
    }
  }

  /** Resolves when all that is committed now is on the disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#begin();
    });
  }

  /** Waits for those who wait. */
  async close(): Promise<void> {
    if (this.#syncing) await new Promise<void>((resolve) => (this.#idle = resolve));
    await new Promise<void>((resolve) => {
      close(this.#file, () => {
        resolve();
      });
    });
  }

  #begin(): void {
    if (this.#syncing || this.#waiting.length === 0) return;
    const served = this.#waiting;
    this.#waiting = [];
    this.#syncing = true;
    fdatasync(this.#file, (error) => {
      this.#syncing = false;
      for (const { resolve, reject } of served) {
        if (error === null) resolve();
        else reject(error);
      }
      this.#begin();
      if (!this.#syncing) this.#idle?.();
    });
  }
}
