import { COUNTED_STATES, type CountQuery, type LedgerStore } from "../../ledger/index.js";
import type { Database } from "./database.js";
import { marksOf, PERSON_OF_GIVEN } from "./persons.js";

type PersonsQuery = Parameters<LedgerStore["countPersons"]>[0];

const COUNTED = `state IN (${COUNTED_STATES.map((state) => `'${state}'`).join(", ")})`;

const FILTERS = `${COUNTED} AND sent.created_at >= given.since
  AND (given.namespace IS NULL OR sent.namespace = given.namespace)
  AND (given.category IS NULL OR coalesce(sent.category, 'free_form') = given.category)
  AND (given.except_id IS NULL OR sent.id <> given.except_id)`;

const GIVEN = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[]) WITH ORDINALITY
  AS given (alias, namespace, category, cause_kind, cause_ref, except_id, since, marks, place)`;

/** By person, by cause, or neither: each with the index that fits. */
const BY_PERSON = `
SELECT (SELECT count(*) FROM {send} AS sent
  WHERE sent.person = ${PERSON_OF_GIVEN}
    AND (given.cause_kind IS NULL OR (sent.cause_kind = given.cause_kind AND sent.cause_ref = given.cause_ref))
    AND ${FILTERS}) AS n
FROM ${GIVEN} ORDER BY given.place`;

const BY_CAUSE = `
SELECT (SELECT count(*) FROM {send} AS sent
  WHERE sent.cause_kind = given.cause_kind AND sent.cause_ref = given.cause_ref AND ${FILTERS}) AS n
FROM ${GIVEN} ORDER BY given.place`;

const ALL = `SELECT (SELECT count(*) FROM {send} AS sent WHERE ${FILTERS}) AS n FROM ${GIVEN} ORDER BY given.place`;

const PERSONS = `
SELECT (SELECT count(DISTINCT sent.person) FROM {send} AS sent
  WHERE sent.cause_kind = given.cause_kind AND sent.cause_ref = given.cause_ref
    AND sent.person <> ${PERSON_OF_GIVEN}
    AND ${FILTERS}) AS n
FROM ${GIVEN} ORDER BY given.place`;

/** The counts that a decision looks at: many at once, in one statement each. */
export function ledgerCounts(database: Database): Pick<LedgerStore, "count" | "countPersons"> {
  const batch = (sql: string): ((query: CountQuery) => Promise<number>) =>
    database.batch<CountQuery, number>(async (all) => {
      const rows = await database.query(
        sql,
        all.map(({ person }) => person ?? null),
        all.map(({ namespace }) => namespace ?? null),
        all.map(({ category }) => category ?? null),
        all.map(({ cause }) => cause?.kind ?? null),
        all.map(({ cause }) => cause?.ref ?? null),
        all.map(({ exceptSendId }) => exceptSendId ?? null),
        all.map(({ since }) => since),
        all.map(({ person }) => (person === undefined ? null : marksOf(database.erasure, person))),
      );
      return rows.map((row) => Number(row.n));
    });
  const byPerson = batch(BY_PERSON);
  const byCause = batch(BY_CAUSE);
  const everything = batch(ALL);
  const persons = batch(PERSONS);
  return {
    count: (query) =>
      query.person !== undefined
        ? byPerson(query)
        : query.cause !== undefined
          ? byCause(query)
          : everything(query),
    countPersons: ({ cause, namespace, since, exceptPerson }: PersonsQuery) =>
      persons({ cause, namespace, since, person: exceptPerson }),
  };
}
