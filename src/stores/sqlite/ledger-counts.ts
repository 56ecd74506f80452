import type { TemplateCategory } from "../../core/index.js";
import {
  COUNTED_STATES,
  fromJsonColumn,
  outcomeOf,
  textOfColumn,
  type CountQuery,
  type LedgerStore,
  type OutcomeQuery,
  type SendFailure,
  type SendOutcome,
} from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import type { SqlValue } from "./sqlite-driver.js";
import { resolvePerson } from "./sqlite-person.js";

const COUNTED = `state IN (${COUNTED_STATES.map((state) => `'${state}'`).join(", ")})`;

/** How many sends count against a limit. */
export function count(connection: Connection, query: CountQuery): number {
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

/** What became of earlier sends, the newest first. */
export function outcomes(connection: Connection, query: OutcomeQuery): readonly SendOutcome[] {
  const where = ["created_at >= ?", "state NOT IN ('refused', 'held')"];
  const values: SqlValue[] = [query.since];
  if (query.person !== undefined) {
    where.push("person = ?");
    values.push(resolvePerson(connection, query.person));
  }
  if (query.exceptSendId !== undefined) {
    where.push("id <> ?");
    values.push(query.exceptSendId);
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
    .map((row) =>
      outcomeOf({
        createdAt: Number(row.created_at),
        category: textOfColumn(row.category) as TemplateCategory | undefined,
        status: textOfColumn(row.status),
        failure: fromJsonColumn<SendFailure>(row.failure),
        statusAt: row.status_at === null ? undefined : Number(row.status_at),
        updatedAt: Number(row.updated_at),
      }),
    );
}

/** How many people a cause reached, one left out. */
export function countPersons(
  connection: Connection,
  { cause, namespace, since, exceptPerson }: Parameters<LedgerStore["countPersons"]>[0],
): number {
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
}
