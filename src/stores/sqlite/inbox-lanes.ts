import { randomUUID } from "node:crypto";
import { systemClock } from "../../core/index.js";
import { LeaseRenewal } from "../shared/lease-renewal.js";
import type { Connection } from "./connection.js";

/** How long a lane stays with a process that says nothing more: so long does a restart after a crash wait, too. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** A lease is nothing that must survive a power cut. */
const LIGHTLY = { waitsForDisk: false };

const GRANT = `
INSERT INTO waypost_lane_lease AS known (lane, holder, until) VALUES (?, ?, ?)
ON CONFLICT (lane) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE known.holder = excluded.holder OR known.until < ?`;

/**
 * Which process handles which lane, so that two on one file never handle the same event at the same time. Leases run on the
 * machine's clock, which all of them share, and are renewed while the process lives, however long a handler takes.
 */
export class InboxLanes {
  readonly holder = randomUUID();
  readonly #connection: Connection;
  /** Runs while this process may hold lanes. */
  readonly renewal = new LeaseRenewal(RENEW_MS, () => this.#renew());

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes those of the lanes that nobody else has, and gives back whatever else was held. Inside a transaction. */
  take(lanes: readonly string[]): readonly string[] {
    const now = systemClock.now();
    this.#connection.run(
      "DELETE FROM waypost_lane_lease WHERE holder = ? AND lane NOT IN (SELECT value FROM json_each(?))",
      this.holder,
      JSON.stringify(lanes),
    );
    return lanes.filter((lane) => this.#connection.run(GRANT, lane, this.holder, now + LEASE_MS, now) === 1);
  }

  /** Forgets the lanes of processes that died: a lane names a person. Inside a transaction. */
  prune(): void {
    this.#connection.run("DELETE FROM waypost_lane_lease WHERE until < ?", systemClock.now());
  }

  /** Gives everything back, so that another process need not wait for the lease to end. */
  async close(): Promise<void> {
    if (!this.renewal.active) return;
    this.renewal.rest();
    await this.#write("DELETE FROM waypost_lane_lease WHERE holder = ?", this.holder);
  }

  async #renew(): Promise<void> {
    await this.#write(
      "UPDATE waypost_lane_lease SET until = ? WHERE holder = ?",
      systemClock.now() + LEASE_MS,
      this.holder,
    );
  }

  /** When the file is locked now, the next renewal may still be in time. */
  async #write(sql: string, ...values: (string | number)[]): Promise<void> {
    await this.#connection.write(() => this.#connection.run(sql, ...values), LIGHTLY).catch(() => undefined);
  }
}
