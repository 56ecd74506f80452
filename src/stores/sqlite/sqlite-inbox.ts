import type { InboxStore, StoredInboxItem } from "../../webhooks/index.js";
import type { Connection } from "./connection.js";
import type { Row } from "./sqlite-driver.js";

const COLUMNS = "sequence, key, lane, envelope, received_at, attempts, state, not_before, last_error";

export function sqliteInbox(connection: Connection): InboxStore {
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
    ready: (now, limit) =>
      connection.read(() =>
        connection
          .all(
            `SELECT ${COLUMNS} FROM waypost_inbox AS item WHERE state = 'pending' AND NOT EXISTS (
               SELECT 1 FROM waypost_inbox AS before
               WHERE before.state = 'pending' AND before.lane = item.lane
                 AND before.sequence <= item.sequence AND before.not_before > ?
             ) ORDER BY sequence LIMIT ?`,
            now,
            limit,
          )
          .map(itemOf),
      ),
    nextRetryAt: (now) =>
      connection.read(() => {
        const row = connection.get(
          "SELECT min(not_before) AS next FROM waypost_inbox WHERE state = 'pending' AND not_before > ?",
          now,
        );
        return row?.next === null || row === undefined ? undefined : Number(row.next);
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
    prune: (before) =>
      connection.write(() =>
        connection.run("DELETE FROM waypost_inbox WHERE state = 'done' AND received_at < ?", before),
      ),
  };
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
