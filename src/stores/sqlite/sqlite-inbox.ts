import { systemClock } from "../../core/index.js";
import type { InboxStore, StoredInboxItem } from "../../webhooks/index.js";
import type { Connection } from "./connection.js";
import type { InboxLanes } from "./inbox-lanes.js";
import type { Row } from "./sqlite-driver.js";

const COLUMNS = "sequence, key, lane, envelope, received_at, attempts, state, not_before, last_error";

const MAY_RUN = `
item.state = 'pending' AND NOT EXISTS (
  SELECT 1 FROM waypost_inbox AS before
  WHERE before.state = 'pending' AND before.lane = item.lane
    AND before.sequence <= item.sequence AND before.not_before > ?
)`;

/** Asked with this process and the machine's time. */
const HELD_BY_ANOTHER = `EXISTS (
  SELECT 1 FROM waypost_lane_lease AS held
  WHERE held.lane = item.lane AND held.holder <> ? AND held.until >= ?
)`;

/** Lanes with work for this process: another one's are left out. */
const LANES = `
SELECT DISTINCT lane FROM (
  SELECT lane FROM waypost_inbox AS item WHERE ${MAY_RUN} AND NOT ${HELD_BY_ANOTHER} ORDER BY sequence LIMIT ?
)`;

const READY = `
SELECT ${COLUMNS} FROM waypost_inbox AS item WHERE ${MAY_RUN}
  AND item.lane IN (SELECT value FROM json_each(?)) ORDER BY sequence LIMIT ?`;

const NEXT_RETRY =
  "SELECT min(not_before) AS next FROM waypost_inbox WHERE state = 'pending' AND not_before > ?";

/** When the first lane of another process passes on, should that be dead. */
const NEXT_LANE = `
SELECT min(held.until) AS next FROM waypost_lane_lease AS held
WHERE held.holder <> ? AND held.until >= ?
  AND EXISTS (SELECT 1 FROM waypost_inbox AS item WHERE item.state = 'pending' AND item.lane = held.lane)`;

const RUNNABLE = `SELECT 1 AS one FROM waypost_inbox AS item WHERE ${MAY_RUN} AND NOT ${HELD_BY_ANOTHER} LIMIT 1`;

const OVERDUE = `
SELECT 1 AS one FROM waypost_inbox AS item
WHERE received_at <= ? AND not_before <= ? AND ${MAY_RUN} AND NOT ${HELD_BY_ANOTHER} LIMIT 1`;

/** Each lane is one process's at a time: `ready` gives only items whose lanes it could take. */
export function sqliteInbox(
  connection: Connection,
  { lanes, shared }: { readonly lanes: InboxLanes; readonly shared: boolean },
): InboxStore {
  const list = (where: string, limit: number): Promise<readonly StoredInboxItem[]> =>
    connection.read(() =>
      connection
        .all(`SELECT ${COLUMNS} FROM waypost_inbox WHERE ${where} ORDER BY sequence LIMIT ?`, limit)
        .map(itemOf),
    );
  return {
    put: (items) =>
      connection.write(() =>
        items.flatMap((item) => {
          const inserted = connection.run(
            "INSERT INTO waypost_inbox (key, lane, envelope, received_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            item.key,
            item.lane,
            item.envelope,
            item.receivedAt,
          );
          const row =
            inserted === 1
              ? connection.get(`SELECT ${COLUMNS} FROM waypost_inbox WHERE key = ?`, item.key)
              : undefined;
          return row === undefined ? [] : [itemOf(row)];
        }),
      ),
    ready: async (now, limit) => {
      const found = await connection.read(() =>
        connection.all(LANES, now, lanes.holder, systemClock.now(), limit).map((row) => String(row.lane)),
      );
      if (found.length === 0 && !lanes.renewal.active) return [];
      const items = await connection.write(
        () => {
          const taken = lanes.take(found);
          if (taken.length === 0) return [];
          // Read in the same transaction: whoever had a lane until now may have handled its items.
          const rows = connection.all(READY, now, JSON.stringify(taken), limit);
          if (rows.length === 0) lanes.take([]);
          return rows.map(itemOf);
        },
        { waitsForDisk: false },
      );
      if (items.length > 0) lanes.renewal.keep();
      else lanes.renewal.rest();
      return items;
    },
    nextRetryAt: (now) =>
      connection.read(() => {
        const machine = systemClock.now();
        // Given back between the two looks: at once.
        if (connection.get(RUNNABLE, now, lanes.holder, machine) !== undefined) return now;
        const retry = instantOf(connection.get(NEXT_RETRY, now));
        const lane = instantOf(connection.get(NEXT_LANE, lanes.holder, machine));
        const next = Math.min(retry, lane - machine + now + 1);
        return Number.isFinite(next) ? next : undefined;
      }),
    ...(shared && {
      overdue: (since) =>
        connection.read(
          () => connection.get(OVERDUE, since, since, since, lanes.holder, systemClock.now()) !== undefined,
        ),
    }),
    dead: (limit) => list("state = 'dead'", limit),
    done: (key) =>
      connection.write(() => {
        connection.run("UPDATE waypost_inbox SET state = 'done' WHERE key = ?", key);
      }),
    failed: (key, { error, notBefore, dead }) =>
      connection.write(() => {
        connection.run(
          "UPDATE waypost_inbox SET attempts = attempts + 1, last_error = ?, not_before = ?, state = ? WHERE key = ?",
          error,
          notBefore,
          dead ? "dead" : "pending",
          key,
        );
      }),
    replay: (key) =>
      connection.write(
        () =>
          connection.run(
            "UPDATE waypost_inbox SET state = 'pending', attempts = 0, not_before = 0 WHERE key = ? AND state = 'dead'",
            key,
          ) === 1,
      ),
    prune: (doneBefore, deadBefore) =>
      connection.write(() => {
        lanes.prune();
        return (
          connection.run("DELETE FROM waypost_inbox WHERE state = 'done' AND received_at < ?", doneBefore) +
          connection.run("DELETE FROM waypost_inbox WHERE state = 'dead' AND received_at < ?", deadBefore)
        );
      }),
  };
}

function instantOf(row: Row | undefined): number {
  return row === undefined || row.next === null ? Number.POSITIVE_INFINITY : Number(row.next);
}

function itemOf(row: Row): StoredInboxItem {
  return {
    sequence: Number(row.sequence),
    key: String(row.key),
    lane: String(row.lane),
    envelope: String(row.envelope),
    receivedAt: Number(row.received_at),
    attempts: Number(row.attempts),
    state: String(row.state) as StoredInboxItem["state"],
    notBefore: Number(row.not_before),
    ...(row.last_error === null ? {} : { lastError: String(row.last_error) }),
  };
}
