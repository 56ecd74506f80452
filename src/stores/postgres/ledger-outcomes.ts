import type { PersonKey } from "../../core/index.js";
import {
  type LedgerStore,
  outcomeOf,
  type OutcomeQuery,
  type SendOutcome,
  recordOfRow,
} from "../../ledger/index.js";
import type { Database, SqlValue } from "./database.js";
import { marksOf, PERSON_OF_GIVEN } from "./persons.js";

const TRIED = "state NOT IN ('refused', 'held')";

/** Of many people at once: asked at every template message. */
const OF_PEOPLE = `
SELECT given.place, sent.*
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::integer[]) WITH ORDINALITY
  AS given (alias, marks, wanted, earliest, except_id, most, place)
CROSS JOIN LATERAL (
  SELECT * FROM {send} AS one
  WHERE one.person = ${PERSON_OF_GIVEN} AND one.created_at >= given.earliest AND one.${TRIED}
    AND (given.wanted IS NULL OR one.category = given.wanted)
    AND (given.except_id IS NULL OR one.id <> given.except_id)
  ORDER BY one.created_at DESC, one.id DESC LIMIT given.most
) AS sent
ORDER BY given.place, sent.created_at DESC, sent.id DESC`;

export function ledgerOutcomes(
  database: Database,
  resolve: (alias: PersonKey) => Promise<PersonKey>,
): LedgerStore["outcomes"] {
  const ofPeople = database.batch<OutcomeQuery & { readonly person: PersonKey }, readonly SendOutcome[]>(
    async (all) => {
      const rows = await database.query(
        OF_PEOPLE,
        all.map(({ person }) => person),
        all.map(({ person }) => marksOf(database.erasure, person)),
        all.map(({ category }) => category ?? null),
        all.map(({ since }) => since),
        all.map(({ exceptSendId }) => exceptSendId ?? null),
        all.map(({ limit }) => limit),
      );
      const answers = all.map((): SendOutcome[] => []);
      for (const row of rows) answers[Number(row.place) - 1]?.push(outcomeOf(recordOfRow(row)));
      return answers;
    },
  );
  return (query) => {
    const { person, template } = query;
    return person === undefined || template !== undefined
      ? byQuery(database, resolve, query)
      : ofPeople({ ...query, person });
  };
}

async function byQuery(
  database: Database,
  resolve: (alias: PersonKey) => Promise<PersonKey>,
  query: OutcomeQuery,
): Promise<readonly SendOutcome[]> {
  const values: SqlValue[] = [query.since];
  const where = ["created_at >= $1", TRIED];
  const add = (sql: (placeholder: string) => string, value: SqlValue): void => {
    values.push(value);
    where.push(sql(`$${String(values.length)}`));
  };
  if (query.person !== undefined) add((at) => `person = ${at}`, await resolve(query.person));
  if (query.exceptSendId !== undefined) add((at) => `id <> ${at}`, query.exceptSendId);
  // Written out: the index of marketing is only used for what is known when the statement is planned.
  if (query.category === "marketing") where.push("category = 'marketing'");
  else if (query.category !== undefined) add((at) => `category = ${at}`, query.category);
  if (query.template !== undefined) {
    add((at) => `template::json->>'name' = ${at}`, query.template.name);
    add((at) => `template::json->>'language' = ${at}`, query.template.language);
  }
  values.push(query.limit);
  const rows = await database.query(
    `SELECT * FROM {send} WHERE ${where.join(" AND ")}
     ORDER BY created_at DESC, id DESC LIMIT $${String(values.length)}`,
    ...values,
  );
  return rows.map((row) => outcomeOf(recordOfRow(row)));
}
