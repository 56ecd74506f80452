import type { PersonKey } from "../../core/index.js";
import {
  CLAIM_EXPIRED_FAILURE,
  type LedgerStore,
  type SendRecord,
  STOPPED_STATES,
  UNSETTLED_STATES,
  recordOfRow,
} from "../../ledger/index.js";
import type { Database, SqlValue } from "./database.js";
import { ledgerClaims } from "./ledger-claims.js";
import { ledgerCounts } from "./ledger-counts.js";
import { ledgerOutcomes } from "./ledger-outcomes.js";
import { ledgerDispatch } from "./ledger-dispatch.js";
import { ledgerStatuses } from "./ledger-statuses.js";

/** How a send ended, or did not: decision and failure stay as they were when they are not told. */
interface Ending {
  readonly sendId: string;
  readonly state: "held" | "refused" | "failed" | "in_doubt";
  readonly decision?: string | undefined;
  readonly failure?: string | undefined;
  readonly at: number;
}

const END = `
UPDATE {send} AS sending SET state = given.state, decision = coalesce(given.decision, sending.decision),
  failure = coalesce(given.failure, sending.failure), updated_at = given.at,
  idempotency_key = CASE WHEN given.state = 'in_doubt' THEN sending.idempotency_key END
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) AS given (id, state, decision, failure, at)
WHERE sending.id = given.id`;

const STOPPED = `state IN (${STOPPED_STATES.map((state) => `'${state}'`).join(", ")})`;
const UNSETTLED = `state IN (${UNSETTLED_STATES.map((state) => `'${state}'`).join(", ")})`;

export function postgresLedger(
  database: Database,
  resolve: (alias: PersonKey) => Promise<PersonKey>,
): LedgerStore {
  const claim = ledgerClaims(database);
  const end = database.batch<Ending, undefined>(async (all) => {
    await database.query(
      END,
      all.map(({ sendId }) => sendId),
      all.map(({ state }) => state),
      all.map(({ decision }) => decision ?? null),
      all.map(({ failure }) => failure ?? null),
      all.map(({ at }) => at),
    );
    return [];
  });
  const one = async (where: string, value: SqlValue): Promise<SendRecord | undefined> => {
    const [row] = await database.query(`SELECT * FROM {send} WHERE ${where} LIMIT 1`, value);
    return row === undefined ? undefined : recordOfRow(row);
  };
  return {
    claim: (intent, { staleBefore }) => claim({ intent, staleBefore }),
    expireClaims: async ({ before, at, limit }) => {
      // A row that somebody holds is being dispatched or passed on: it is none of these.
      const rows = await database.query(
        `UPDATE {send} SET idempotency_key = NULL, state = 'failed', failure = $1, updated_at = $2
         WHERE id IN (SELECT id FROM {send} WHERE state = 'claimed' AND updated_at < $3
           ORDER BY updated_at LIMIT $4 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        JSON.stringify(CLAIM_EXPIRED_FAILURE),
        at,
        before,
        limit,
      );
      return rows.length;
    },
    dispatch: ledgerDispatch(database),
    ...ledgerStatuses(database),
    ...ledgerCounts(database),
    outcomes: ledgerOutcomes(database, resolve),
    stop: ({ sendId, decision, at }) =>
      end({
        sendId,
        state: decision.action === "hold" ? "held" : "refused",
        decision: JSON.stringify(decision),
        at,
      }),
    fail: ({ sendId, failure, at }) => end({ sendId, state: "failed", failure: JSON.stringify(failure), at }),
    doubt: ({ sendId, failure, at }) =>
      end({ sendId, state: "in_doubt", failure: JSON.stringify(failure), at }),
    get: (sendId) => one("id = $1", sendId),
    getByMessageId: (messageId) => one("message_id = $1", messageId),
    list: async ({ person, limit }) => {
      const rows =
        person === undefined
          ? await database.query("SELECT * FROM {send} ORDER BY created_at DESC, id DESC LIMIT $1", limit)
          : await database.query(
              "SELECT * FROM {send} WHERE person = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
              await resolve(person),
              limit,
            );
      return rows.map(recordOfRow);
    },
    unsettled: async ({ before, limit }) => {
      const rows = await database.query(
        `SELECT * FROM {send} WHERE ${UNSETTLED} AND updated_at < $1 ORDER BY updated_at LIMIT $2`,
        before,
        limit,
      );
      return rows.map(recordOfRow);
    },
    expireDoubt: async ({ sendId, failure, at }) => {
      const rows = await database.query(
        `UPDATE {send} SET idempotency_key = NULL, state = 'failed', failure = $1, updated_at = $2
         WHERE id = $3 AND ${UNSETTLED} RETURNING id`,
        JSON.stringify(failure),
        at,
        sendId,
      );
      return rows.length === 1;
    },
    prune: async ({ stoppedBefore, sentBefore, limit }) => {
      const rows = await database.query(
        `DELETE FROM {send} WHERE id IN (
           SELECT id FROM (SELECT id, created_at FROM {send} WHERE ${STOPPED} AND created_at < $1
             UNION ALL SELECT id, created_at FROM {send} WHERE NOT ${STOPPED} AND created_at < $2) AS old
           ORDER BY created_at, id LIMIT $3)
         RETURNING id`,
        stoppedBefore,
        sentBefore,
        limit,
      );
      return rows.length;
    },
    page: async ({ since, until, after, limit }) => {
      const rows = await database.query(
        `SELECT * FROM {send} WHERE created_at >= $1 AND created_at < $2 AND (created_at, id) > ($3, $4)
         ORDER BY created_at, id LIMIT $5`,
        since,
        until,
        after?.createdAt ?? -1,
        after?.id ?? "",
        limit,
      );
      return rows.map(recordOfRow);
    },
  };
}
