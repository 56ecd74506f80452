import type { TemplateCategory } from "../../core/index.js";
import {
  applyStatusFact,
  CLAIM_EXPIRED_FAILURE,
  COUNTED_STATES,
  type OutcomeQuery,
  type SendOutcome,
  type CountQuery,
  type LedgerStore,
  type SendFailure,
  type SendRecord,
  type StatusFact,
  STOPPED_STATES,
  UNSETTLED_STATES,
} from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import { ledgerSends } from "./ledger-sends.js";
import { saveStatus } from "./save-status.js";
import { parse, recordOf, textOf } from "./send-row.js";
import type { SqlValue } from "./sqlite-driver.js";
import { resolvePerson } from "./sqlite-person.js";

const COUNTED = `state IN (${COUNTED_STATES.map((state) => `'${state}'`).join(", ")})`;
const STOPPED = `state IN (${STOPPED_STATES.map((state) => `'${state}'`).join(", ")})`;
const UNSETTLED = `state IN (${UNSETTLED_STATES.map((state) => `'${state}'`).join(", ")})`;
/** Statuses of messages that others sent on this number never find their send: the oldest are dropped. */
const MOST_EARLY = 10_000;

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
        saveStatus(connection, next);
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
               SELECT id FROM (SELECT id, created_at FROM waypost_send WHERE ${STOPPED} AND created_at < ?1
                 UNION ALL SELECT id, created_at FROM waypost_send WHERE NOT ${STOPPED} AND created_at < ?2)
               ORDER BY created_at, id LIMIT ?3)
             RETURNING id`,
            stoppedBefore,
            sentBefore,
            limit,
          ).length,
      ),
    outcomes: (query) => connection.read(() => outcomes(connection, query)),
    count: (query) => connection.read(() => count(connection, query)),
    countPersons: ({ cause, namespace, since, exceptPerson }) =>
      connection.read(() => {
        const row = connection.get(
          `SELECT count(DISTINCT person) AS n FROM waypost_send
           WHERE cause_kind = ? AND cause_ref = ? AND created_at >= ? AND person <> ? AND ${COUNTED}
             AND (? IS NULL OR namespace = ?)`,
          cause.kind,
          cause.ref,
          since,
          resolvePerson(connection, exceptPerson),
          namespace ?? null,
          namespace ?? null,
        );
        return Number(row?.n ?? 0);
      }),
  };
}

function count(connection: Connection, query: CountQuery): number {
  const where = ["created_at >= ?", COUNTED];
  const values: SqlValue[] = [query.since];
  const add = (sql: string, ...more: SqlValue[]): void => {
    where.push(sql);
    values.push(...more);
  };
  if (query.person !== undefined) add("person = ?", resolvePerson(connection, query.person));
  if (query.cause !== undefined) add("cause_kind = ? AND cause_ref = ?", query.cause.kind, query.cause.ref);
  if (query.namespace !== undefined) add("namespace = ?", query.namespace);
  if (query.exceptSendId !== undefined) add("id <> ?", query.exceptSendId);
  if (query.category === "free_form") add("category IS NULL");
  else if (query.category !== undefined) add("category = ?", query.category);
  return Number(
    connection.get(`SELECT count(*) AS n FROM waypost_send WHERE ${where.join(" AND ")}`, ...values)?.n ?? 0,
  );
}

function outcomes(connection: Connection, query: OutcomeQuery): readonly SendOutcome[] {
  const where = ["created_at >= ?", "state NOT IN ('refused', 'held')"];
  const values: SqlValue[] = [query.since];
  if (query.person !== undefined) {
    where.push("person = ?");
    values.push(resolvePerson(connection, query.person));
  }
  // Written out: the index of marketing is only used for what is known when the statement is planned.
  if (query.category === "marketing") where.push("category = 'marketing'");
  else if (query.category !== undefined) {
    where.push("category = ?");
    values.push(query.category);
  }
  if (query.template !== undefined) {
    where.push("json_extract(template, '$.name') = ? AND json_extract(template, '$.language') = ?");
    values.push(query.template.name, query.template.language);
  }
  return connection
    .all(
      `SELECT created_at, category, status, failure, status_at, updated_at FROM waypost_send
       WHERE ${where.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT ?`,
      ...values,
      query.limit,
    )
    .map((row) => ({
      createdAt: Number(row.created_at),
      category: textOf(row.category) as TemplateCategory | undefined,
      status: textOf(row.status),
      failureCode: parse<SendFailure>(row.failure)?.code,
      at: Number(row.status_at ?? row.updated_at),
    }));
}

function keepEarly(connection: Connection, fact: StatusFact): void {
  connection.run(
    "INSERT INTO waypost_early_status (message_id, at, fact) VALUES (?, ?, ?)",
    fact.messageId,
    fact.at,
    JSON.stringify(fact),
  );
  connection.run(
    "DELETE FROM waypost_early_status WHERE sequence <= (SELECT max(sequence) FROM waypost_early_status) - ?",
    MOST_EARLY,
  );
}
