import {
  type Conversation,
  type ConversationStore,
  mergeConversations,
  type StoredConversation,
} from "../../conversations/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Database, Query, Row } from "./database.js";
import { heldPersons, marksOf, namesOf, PERSON_OF_GIVEN } from "./persons.js";

const COLUMNS = "person, phone_number_id, revision, state";

const GET = `
SELECT one.person, one.phone_number_id, known.revision, known.state
FROM (
  SELECT ${PERSON_OF_GIVEN} AS person, given.phone_number_id, given.place
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (alias, marks, phone_number_id, place)
) AS one
LEFT JOIN {conversation} AS known ON known.person = one.person AND known.phone_number_id = one.phone_number_id
ORDER BY one.place`;

/** One statement: whoever comes second finds another revision. A record that went meanwhile is not made anew. */
const SAVE = `
WITH ${heldPersons("$1::text[]", "$2::text[]")}
INSERT INTO {conversation} AS known (person, phone_number_id, revision, handed_off_at, state)
SELECT who.person, $3, $4::bigint + 1, $5::bigint, $6 FROM who
WHERE $4::bigint = 0 OR EXISTS (
  SELECT 1 FROM {conversation} AS there WHERE there.person = who.person AND there.phone_number_id = $3
)
ON CONFLICT (person, phone_number_id) DO UPDATE SET
  revision = excluded.revision, handed_off_at = excluded.handed_off_at, state = excluded.state
WHERE known.revision = $4::bigint
RETURNING 1 AS saved`;

export function postgresConversations(database: Database): ConversationStore {
  const get = database.batch<
    readonly [person: PersonKey, phoneNumberId: string],
    StoredConversation | undefined
  >(async (all) => {
    const rows = await database.query(
      GET,
      all.map(([person]) => person),
      all.map(([person]) => marksOf(database.erasure, person)),
      all.map(([, phoneNumberId]) => phoneNumberId),
    );
    return rows.map((row) => (row.revision === null ? undefined : conversationOf(row)));
  });
  return {
    get: (person, phoneNumberId) => get([person, phoneNumberId]),
    save: async (conversation, expected) => {
      const rows = await database.query(
        SAVE,
        ...namesOf(database.erasure, [conversation.person]),
        conversation.phoneNumberId,
        expected,
        handedOffAt(conversation),
        stateOf(conversation),
      );
      return rows.length === 1;
    },
    handedOff: async (limit) => {
      const rows = await database.query(
        `SELECT ${COLUMNS} FROM {conversation} WHERE handed_off_at IS NOT NULL ORDER BY handed_off_at LIMIT $1`,
        limit,
      );
      return rows.map(conversationOf);
    },
  };
}

/** The chats of `loser` become those of `winner`. Inside a transaction that holds both persons. */
export async function moveConversations(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  const rows = await query(
    `SELECT ${COLUMNS} FROM {conversation} WHERE person = ANY ($1::text[]) ORDER BY person, phone_number_id FOR UPDATE`,
    [winner, loser],
  );
  const all = rows.map(conversationOf);
  for (const from of all.filter(({ person }) => person === loser)) {
    const into = all.find((one) => one.person === winner && one.phoneNumberId === from.phoneNumberId);
    const merged = into === undefined ? from : mergeConversations(into, from);
    await query(
      `INSERT INTO {conversation} (person, phone_number_id, revision, handed_off_at, state) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person, phone_number_id) DO UPDATE SET
         revision = excluded.revision, handed_off_at = excluded.handed_off_at, state = excluded.state`,
      winner,
      from.phoneNumberId,
      Math.max(into?.revision ?? 0, from.revision) + 1,
      handedOffAt(merged),
      stateOf(merged),
    );
  }
  await query("DELETE FROM {conversation} WHERE person = $1", loser);
}

function handedOffAt({ handOff }: Conversation): number | null {
  return handOff?.active === true ? handOff.at : null;
}

function stateOf({ handOff, questions }: Conversation): string {
  return JSON.stringify({ handOff, questions });
}

function conversationOf(row: Row): StoredConversation {
  return {
    person: String(row.person),
    phoneNumberId: String(row.phone_number_id),
    ...(JSON.parse(String(row.state)) as Pick<Conversation, "handOff" | "questions">),
    revision: Number(row.revision),
  };
}
