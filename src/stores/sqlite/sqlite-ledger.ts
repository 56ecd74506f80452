import {
  applyStatusFact,
  CLAIM_EXPIRED_FAILURE,
  type LedgerStore,
  type SendRecord,
  STOPPED_STATES,
  UNSETTLED_STATES,
} from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import { count, countPersons, outcomes } from "./ledger-counts.js";
import { ledgerSends } from "./ledger-sends.js";
import { keepEarly, recordOf, save } from "./send-rows.js";
import { resolvePerson } from "./sqlite-person.js";

const STOPPED = `state IN (${STOPPED_STATES.map((state) => `'${state}'`).join(", ")})`;
const UNSETTLED = `state IN (${UNSETTLED_STATES.map((state) => `'${state}'`).join(", ")})`;

export function sqliteLedger(connection: Connection): LedgerStore {
  const { claim, dispatch, accept } = ledgerSends(connection);
  const byId = (id: string): SendRecord | undefined =>
    recordOf(connection.get("SELECT * FROM waypost_send WHERE id = ?", id));
  const byMessage = (id: string): SendRecord | undefined =>
    recordOf(connection.get("SELECT * FROM waypost_send WHERE message_id = ?", id));

  return {
    claim: (intent, { staleBefore }) => claim({ intent, staleBefore }),
    expireClaims: ({ before, at, limit }) =>
      connection.write(
        () =>
          connection.all(
            `UPDATE waypost_send SET idempotency_key = NULL, state = 'failed', failure = ?, updated_at = ?
             WHERE id IN (SELECT id FROM waypost_send WHERE state = 'claimed' AND updated_at < ?
               ORDER BY updated_at LIMIT ?)
             RETURNING id`,
            JSON.stringify(CLAIM_EXPIRED_FAILURE),
            at,
            before,
            limit,
          ).length,
      ),
    dispatch,
    accept,
    stop: ({ sendId, decision, at }) =>
      connection.write(() => {
        connection.run(
          "UPDATE waypost_send SET idempotency_key = NULL, state = ?, decision = ?, updated_at = ? WHERE id = ?",
          decision.action === "hold" ? "held" : "refused",
          JSON.stringify(decision),
          at,
          sendId,
        );
      }),
    fail: ({ sendId, failure, at }) =>
      connection.write(() => {
        connection.run(
          "UPDATE waypost_send SET idempotency_key = NULL, state = 'failed', failure = ?, updated_at = ? WHERE id = ?",
          JSON.stringify(failure),
          at,
          sendId,
        );
      }),
    doubt: ({ sendId, failure, at }) =>
      connection.write(() => {
        connection.run(
          "UPDATE waypost_send SET state = 'in_doubt', failure = ?, updated_at = ? WHERE id = ?",
          JSON.stringify(failure),
          at,
          sendId,
        );
      }),
    unsettled: ({ before, limit }) =>
      connection.read(() =>
        connection
          .all(
            `SELECT * FROM waypost_send WHERE ${UNSETTLED} AND updated_at < ? ORDER BY updated_at LIMIT ?`,
            before,
            limit,
          )
          .map(recordOf)
          .filter((record) => record !== undefined),
      ),
    expireDoubt: ({ sendId, failure, at }) =>
      connection.write(() => {
        const row = connection.get(`SELECT id FROM waypost_send WHERE id = ? AND ${UNSETTLED}`, sendId);
        if (row === undefined) return false;
        connection.run(
          "UPDATE waypost_send SET idempotency_key = NULL, state = 'failed', failure = ?, updated_at = ? WHERE id = ?",
          JSON.stringify(failure),
          at,
          sendId,
        );
        return true;
      }),
    applyStatus: (fact) =>
      connection.write(() => {
        const record =
          byMessage(fact.messageId) ?? (fact.sendId === undefined ? undefined : byId(fact.sendId));
        if (record === undefined) {
          keepEarly(connection, fact);
          return undefined;
        }
        const next = applyStatusFact(record, fact);
        save(connection, next);
        return next;
      }),
    get: (sendId) => connection.read(() => byId(sendId)),
    getByMessageId: (messageId) => connection.read(() => byMessage(messageId)),
    list: ({ person, limit }) =>
      connection.read(() => {
        const rows =
          person === undefined
            ? connection.all("SELECT * FROM waypost_send ORDER BY created_at DESC, id DESC LIMIT ?", limit)
            : connection.all(
                "SELECT * FROM waypost_send WHERE person = ? ORDER BY created_at DESC, id DESC LIMIT ?",
                resolvePerson(connection, person),
                limit,
              );
        return rows.map(recordOf).filter((record) => record !== undefined);
      }),
    page: ({ since, until, after, limit }) =>
      connection.read(() =>
        connection
          .all(
            `SELECT * FROM waypost_send WHERE created_at >= ? AND created_at < ? AND (created_at, id) > (?, ?)
             ORDER BY created_at, id LIMIT ?`,
            since,
            until,
            after?.createdAt ?? -1,
            after?.id ?? "",
            limit,
          )
          .map(recordOf)
          .filter((record) => record !== undefined),
      ),
    prune: ({ stoppedBefore, sentBefore, limit }) =>
      connection.write(
        () =>
          connection.all(
            `DELETE FROM waypost_send WHERE id IN (
               SELECT id FROM (SELECT id, created_at FROM waypost_send WHERE ${STOPPED} AND created_at < ?
                 UNION ALL SELECT id, created_at FROM waypost_send WHERE NOT ${STOPPED} AND created_at < ?)
               ORDER BY created_at, id LIMIT ?)
             RETURNING id`,
            stoppedBefore,
            sentBefore,
            limit,
          ).length,
      ),
    outcomes: (query) => connection.read(() => outcomes(connection, query)),
    count: (query) => connection.read(() => count(connection, query)),
    countPersons: (query) => connection.read(() => countPersons(connection, query)),
  };
}
