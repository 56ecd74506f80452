import type { WindowState, WindowStore } from "../../windows/index.js";
import type { Database } from "./database.js";
import { heldPersons, marksOf, namesOf, PERSON_OF_GIVEN } from "./persons.js";

const RECORD = `
WITH ${heldPersons("$5::text[]", "$6::text[]")}
INSERT INTO {window} AS known (person, phone_number_id, last_inbound_at, last_inbound_message_id)
SELECT DISTINCT ON (who.person, given.phone_number_id)
  who.person, given.phone_number_id, given.last_inbound_at, given.last_inbound_message_id
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) WITH ORDINALITY
  AS given (alias, phone_number_id, last_inbound_at, last_inbound_message_id, place)
JOIN who ON who.alias = given.alias
ORDER BY who.person, given.phone_number_id, given.last_inbound_at DESC,
  given.last_inbound_message_id COLLATE "C" DESC
ON CONFLICT (person, phone_number_id) DO UPDATE SET
  last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
WHERE (excluded.last_inbound_at, excluded.last_inbound_message_id COLLATE "C")
  > (known.last_inbound_at, known.last_inbound_message_id COLLATE "C")`;

const GET = `
SELECT one.person, known.last_inbound_at, known.last_inbound_message_id
FROM (
  SELECT ${PERSON_OF_GIVEN} AS person, given.phone_number_id, given.place
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (alias, marks, phone_number_id, place)
) AS one
LEFT JOIN {window} AS known ON known.person = one.person AND known.phone_number_id = one.phone_number_id
ORDER BY one.place`;

export function postgresWindows(database: Database): WindowStore {
  const record = database.batch<WindowState, undefined>(async (all) => {
    await database.query(
      RECORD,
      all.map(({ person }) => person),
      all.map(({ phoneNumberId }) => phoneNumberId),
      all.map(({ lastInboundAt }) => lastInboundAt),
      all.map(({ lastInboundMessageId }) => lastInboundMessageId),
      ...namesOf(
        database.erasure,
        all.map(({ person }) => person),
      ),
    );
    return [];
  });
  const get = database.batch<readonly [person: string, phoneNumberId: string], WindowState | undefined>(
    async (all) => {
      const rows = await database.query(
        GET,
        all.map(([person]) => person),
        all.map(([person]) => marksOf(database.erasure, person)),
        all.map(([, phoneNumberId]) => phoneNumberId),
      );
      return rows.map((row, index) =>
        row.last_inbound_at === null
          ? undefined
          : {
              person: String(row.person),
              phoneNumberId: all[index]?.[1] ?? "",
              lastInboundAt: Number(row.last_inbound_at),
              lastInboundMessageId: String(row.last_inbound_message_id),
            },
      );
    },
  );
  return {
    recordInbound: (inbound) => record(inbound),
    get: (person, phoneNumberId) => get([person, phoneNumberId]),
  };
}
