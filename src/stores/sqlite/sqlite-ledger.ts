import type { TemplateCategory } from "../../core/index.js";
import {
  applyStatusFact,
  CLAIM_EXPIRED_FAILURE,
  COUNTED_STATES,
  type OutcomeQuery,
  outcomeOf,
  type SendOutcome,
  type CountQuery,
  type LedgerStore,
  type SendRecord,
  type SendState,
  type StatusFact,
  STOPPED_STATES,
  UNSETTLED_STATES,
} from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import { isHandedOff } from "./sqlite-conversations.js";
import { readRevision } from "./sqlite-consent.js";
import type { Row, SqlValue } from "./sqlite-driver.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

const COUNTED = `state IN (${COUNTED_STATES.map((state) => `'${state}'`).join(", ")})`;
const STOPPED = `state IN (${STOPPED_STATES.map((state) => `'${state}'`).join(", ")})`;
const UNSETTLED = `state IN (${UNSETTLED_STATES.map((state) => `'${state}'`).join(", ")})`;
/** Statuses of messages that others sent on this number never find their send: the oldest are dropped. */
const MOST_EARLY = 10_000;

export function sqliteLedger(connection: Connection): LedgerStore {
  const byId = (id: string): SendRecord | undefined =>
    recordOf(connection.get("SELECT * FROM waypost_send WHERE id = ?", id));
  const byMessage = (id: string): SendRecord | undefined =>
    recordOf(connection.get("SELECT * FROM waypost_send WHERE message_id = ?", id));

  return {
    claim: (intent, { staleBefore }) =>
      connection.write(() => {
        const existing = recordOf(
          connection.get("SELECT * FROM waypost_send WHERE idempotency_key = ?", intent.idempotencyKey),
        );
        if (existing !== undefined) {
          if (existing.state !== "claimed" || existing.updatedAt >= staleBefore)
            return { claimed: false, existing };
          connection.run(
            "UPDATE waypost_send SET idempotency_key = NULL, state = 'failed', failure = ? WHERE id = ?",
            JSON.stringify(CLAIM_EXPIRED_FAILURE),
            existing.id,
          );
        }
        const person = resolvePerson(connection, intent.person);
        seePerson(connection, person);
        connection.run(
          `INSERT INTO waypost_send (id, idempotency_key, original_key, phone_number_id, namespace, person, kind, category,
             template, cause_kind, cause_ref, cause, created_at, state, updated_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'claimed', ?)`,
          intent.id,
          intent.idempotencyKey,
          intent.idempotencyKey,
          intent.phoneNumberId,
          intent.namespace,
          person,
          intent.kind,
          intent.category ?? null,
          json(intent.template),
          intent.cause?.kind ?? null,
          intent.cause?.ref ?? null,
          json(intent.cause),
          intent.createdAt,
          intent.createdAt,
        );
        return { claimed: true };
      }),
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
    dispatch: ({ sendId, consentRevision, unlessHandedOff, category, decision, at }) =>
      connection.write(() => {
        const send = connection.get(
          "SELECT state, person, namespace, phone_number_id FROM waypost_send WHERE id = ?",
          sendId,
        );
        if (send?.state !== "claimed") return "lost";
        if (readRevision(connection, String(send.person), String(send.namespace)) !== consentRevision)
          return "consent_changed";
        if (
          unlessHandedOff === true &&
          isHandedOff(connection, String(send.person), String(send.phone_number_id))
        )
          return "consent_changed";
        connection.run(
          "UPDATE waypost_send SET state = 'dispatching', category = ?, decision = ?, updated_at = ? WHERE id = ?",
          category ?? null,
          JSON.stringify(decision),
          at,
          sendId,
        );
        return "dispatched";
      }),
    accept: ({ sendId, messageId, messageStatus, at }) =>
      connection.write(() => {
        connection.run(
          "UPDATE waypost_send SET state = 'accepted', message_id = ?, message_status = ?, updated_at = ? WHERE id = ?",
          messageId,
          messageStatus ?? null,
          at,
          sendId,
        );
        const early = connection.all(
          "SELECT fact FROM waypost_early_status WHERE message_id = ? ORDER BY sequence",
          messageId,
        );
        if (early.length === 0) return;
        connection.run("DELETE FROM waypost_early_status WHERE message_id = ?", messageId);
        const record = byId(sendId);
        if (record !== undefined)
          save(
            connection,
            early.map((row) => JSON.parse(String(row.fact)) as StatusFact).reduce(applyStatusFact, record),
          );
      }),
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
      `SELECT * FROM waypost_send WHERE ${where.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT ?`,
      ...values,
      query.limit,
    )
    .map(recordOf)
    .filter((record) => record !== undefined)
    .map(outcomeOf);
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

/** Writes what a status may change. */
function save(connection: Connection, record: SendRecord): void {
  connection.run(
    `UPDATE waypost_send SET state = ?, message_id = ?, status = ?, status_at = ?, failure = ?, pricing = ?, updated_at = ?
     WHERE id = ?`,
    record.state,
    record.messageId ?? null,
    record.status ?? null,
    record.statusAt ?? null,
    json(record.failure),
    json(record.pricing),
    record.updatedAt,
    record.id,
  );
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function parse<T>(value: unknown): T | undefined {
  return typeof value === "string" ? (JSON.parse(value) as T) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function recordOf(row: Row | undefined): SendRecord | undefined {
  if (row === undefined) return undefined;
  const record: SendRecord = {
    id: String(row.id),
    idempotencyKey: String(row.original_key),
    phoneNumberId: String(row.phone_number_id),
    namespace: String(row.namespace),
    person: String(row.person),
    kind: String(row.kind),
    category: textOf(row.category) as TemplateCategory | undefined,
    template: parse(row.template),
    cause: parse(row.cause),
    createdAt: Number(row.created_at),
    state: String(row.state) as SendState,
    updatedAt: Number(row.updated_at),
    messageId: textOf(row.message_id),
    messageStatus: textOf(row.message_status),
    decision: parse(row.decision),
    failure: parse(row.failure),
    status: textOf(row.status),
    statusAt: row.status_at === null ? undefined : Number(row.status_at),
    pricing: parse(row.pricing),
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as SendRecord;
}
