import type { InboxItem, InboxStore, StoredInboxItem } from "../../webhooks/index.js";
import type { Database, Row } from "./database.js";
import type { InboxLanes } from "./inbox-lanes.js";

const COLUMNS = "sequence, key, lane, envelope, received_at, attempts, state, not_before, last_error";

const PUT = `
INSERT INTO {inbox} (key, lane, envelope, received_at)
SELECT key, lane, envelope, received_at
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY
  AS given (key, lane, envelope, received_at, place)
ORDER BY place
ON CONFLICT (key) DO NOTHING
RETURNING ${COLUMNS}`;

const MAY_RUN = `
state = 'pending' AND NOT EXISTS (
  SELECT 1 FROM {inbox} AS before
  WHERE before.state = 'pending' AND before.lane = item.lane
    AND before.sequence <= item.sequence AND before.not_before > $1
)`;

const heldByAnother = (me: string): string => `EXISTS (
  SELECT 1 FROM {inbox_lane} AS held
  WHERE held.lane = item.lane AND held.holder <> ${me} AND held.until >= clock_timestamp()
)`;

/** Lanes with work for this process: another one's are left out. */
const LANES = `
SELECT DISTINCT lane FROM (
  SELECT lane FROM {inbox} AS item WHERE ${MAY_RUN} AND NOT ${heldByAnother("$3")} ORDER BY sequence LIMIT $2
) AS ready ORDER BY lane`;

const READY = `
SELECT ${COLUMNS} FROM {inbox} AS item WHERE ${MAY_RUN} AND item.lane = ANY ($3::text[]) ORDER BY sequence LIMIT $2`;

const NEXT = `
SELECT least(
  (SELECT min(not_before) FROM {inbox} WHERE state = 'pending' AND not_before > $1),
  (SELECT $1 + 1000 + ceil(extract(epoch FROM min(held.until) - clock_timestamp()) * 1000)::bigint
   FROM {inbox_lane} AS held
   WHERE held.holder <> $2 AND held.until >= clock_timestamp()
     AND EXISTS (SELECT 1 FROM {inbox} AS item WHERE item.state = 'pending' AND item.lane = held.lane)),
  (SELECT $1 FROM {inbox} AS item WHERE ${MAY_RUN} AND NOT ${heldByAnother("$2")} LIMIT 1)
) AS next`;

const OVERDUE = `
SELECT 1 FROM {inbox} AS item
WHERE received_at <= $1 AND not_before <= $1 AND ${MAY_RUN} AND NOT ${heldByAnother("$2")} LIMIT 1`;

/** Each lane is one process's at a time: `ready` gives only items whose lanes it could take. */
export function postgresInbox(database: Database, lanes: InboxLanes): InboxStore {
  const put = database.batch<readonly InboxItem[], readonly StoredInboxItem[]>(async (calls) => {
    const all = calls.flat();
    if (all.length === 0) return calls.map(() => []);
    const rows = await database.query(
      PUT,
      all.map(({ key }) => key),
      all.map(({ lane }) => lane),
      all.map(({ envelope }) => envelope),
      all.map(({ receivedAt }) => receivedAt),
    );
    const stored = new Map(rows.map(itemOf).map((item) => [item.key, item]));
    return calls.map((items) =>
      items.flatMap(({ key }) => {
        const item = stored.get(key);
        // Of two deliveries at once the first gets the event.
        stored.delete(key);
        return item ?? [];
      }),
    );
  });
  const done = database.batch<string, undefined>(async (keys) => {
    await database.query("UPDATE {inbox} SET state = 'done' WHERE key = ANY ($1::text[])", keys);
    return [];
  });
  return {
    put: (items) => put(items),
    ready: async (now, limit) => {
      const found = await database.query(LANES, now, limit, lanes.holder);
      if (found.length === 0 && !lanes.renewal.active) return [];
      const items = await database.transaction(async (query) => {
        const taken = await lanes.take(
          query,
          found.map((row) => String(row.lane)),
        );
        if (taken.length === 0) return [];
        // Read anew: whoever had a lane until now may have handled its items.
        const rows = await query(READY, now, limit, taken);
        if (rows.length === 0) await lanes.take(query, []);
        return rows.map(itemOf);
      });
      if (items.length > 0) lanes.renewal.keep();
      else lanes.renewal.rest();
      return items;
    },
    nextRetryAt: async (now) => {
      // Also when the lane of another process would pass on, should it be dead; at once, when it has just been given back.
      const [row] = await database.query(NEXT, now, lanes.holder);
      return row?.next === null || row === undefined ? undefined : Number(row.next);
    },
    overdue: async (since) => (await database.query(OVERDUE, since, lanes.holder)).length > 0,
    dead: async (limit) => {
      const rows = await database.query(
        `SELECT ${COLUMNS} FROM {inbox} WHERE state = 'dead' ORDER BY sequence LIMIT $1`,
        limit,
      );
      return rows.map(itemOf);
    },
    done: (key) => done(key),
    failed: async (key, { error, notBefore, dead }) => {
      await database.query(
        "UPDATE {inbox} SET attempts = attempts + 1, last_error = $1, not_before = $2, state = $3 WHERE key = $4",
        error,
        notBefore,
        dead ? "dead" : "pending",
        key,
      );
    },
    replay: async (key) => {
      const rows = await database.query(
        "UPDATE {inbox} SET state = 'pending', attempts = 0, not_before = 0 WHERE key = $1 AND state = 'dead' RETURNING key",
        key,
      );
      return rows.length === 1;
    },
    prune: async (doneBefore, deadBefore) => {
      await lanes.prune();
      const [row] = await database.query(
        `WITH done AS (DELETE FROM {inbox} WHERE state = 'done' AND received_at < $1 RETURNING 1),
         dead AS (DELETE FROM {inbox} WHERE state = 'dead' AND received_at < $2 RETURNING 1)
         SELECT (SELECT count(*) FROM done) + (SELECT count(*) FROM dead) AS n`,
        doneBefore,
        deadBefore,
      );
      return Number(row?.n ?? 0);
    },
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
