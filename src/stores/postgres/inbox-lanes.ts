import { randomUUID } from "node:crypto";
import { LeaseRenewal } from "../shared/lease-renewal.js";
import type { Database, Query } from "./database.js";

/** How long a lane stays with a process that says nothing more. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;

const FREE_UNTIL = `clock_timestamp() + ${String(LEASE_MS)} * interval '1 millisecond'`;

const GRANT = `
INSERT INTO {inbox_lane} AS known (lane, holder, until)
SELECT DISTINCT lane, $2, ${FREE_UNTIL} FROM unnest($1::text[]) AS given (lane) ORDER BY 1
ON CONFLICT (lane) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE known.holder = excluded.holder OR known.until < clock_timestamp()
RETURNING lane`;

/** Whoever has locked one of them is alive. */
const FORGET = `
DELETE FROM {inbox_lane} WHERE lane IN (
  SELECT lane FROM {inbox_lane} WHERE until < clock_timestamp() FOR UPDATE SKIP LOCKED
)`;

/**
 * Which process handles which lane. Leases run on the server's clock and are renewed while the process lives, however long
 * a handler takes; those of a process that died pass on after a minute.
 */
export class InboxLanes {
  readonly holder = randomUUID();
  readonly #database: Database;
  /** Runs while this process may hold lanes. */
  readonly renewal = new LeaseRenewal(RENEW_MS, () => this.#renew());

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes those of the lanes that nobody else has, and gives back whatever else was held. Inside a transaction. */
  async take(query: Query, lanes: readonly string[]): Promise<readonly string[]> {
    await query(
      "DELETE FROM {inbox_lane} WHERE holder = $1 AND lane <> ALL ($2::text[])",
      this.holder,
      lanes,
    );
    if (lanes.length === 0) return [];
    return (await query(GRANT, lanes, this.holder)).map((row) => String(row.lane));
  }

  /** Forgets the lanes of processes that died: a lane names a person. */
  async prune(): Promise<void> {
    await this.#database.query(FORGET);
  }

  /** Gives everything back, so that another process need not wait for the lease to end. */
  async close(): Promise<void> {
    if (!this.renewal.active) return;
    this.renewal.rest();
    await this.#database
      .query("DELETE FROM {inbox_lane} WHERE holder = $1", this.holder)
      .catch(() => undefined);
  }

  async #renew(): Promise<void> {
    // When the server is away now, the next renewal may still be in time.
    await this.#database
      .query(`UPDATE {inbox_lane} SET until = ${FREE_UNTIL} WHERE holder = $1`, this.holder)
      .catch(() => undefined);
  }
}
