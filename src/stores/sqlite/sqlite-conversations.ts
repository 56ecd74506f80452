import {
  type Conversation,
  type ConversationStore,
  mergeConversations,
  type StoredConversation,
} from "../../conversations/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";
import type { Row } from "./sqlite-driver.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

const COLUMNS = "person, phone_number_id, revision, state";

export function sqliteConversations(connection: Connection): ConversationStore {
  return {
    get: (alias, phoneNumberId) =>
      connection.read(() => read(connection, resolvePerson(connection, alias), phoneNumberId)),
    save: (conversation, expected) =>
      connection.write(() => {
        const person = resolvePerson(connection, conversation.person);
        const known = read(connection, person, conversation.phoneNumberId);
        if ((known?.revision ?? 0) !== expected) return false;
        seePerson(connection, person);
        write(connection, { ...conversation, person }, expected + 1);
        return true;
      }),
    handedOff: (limit) =>
      connection.read(() =>
        connection
          .all(
            `SELECT ${COLUMNS} FROM waypost_conversation WHERE handed_off_at IS NOT NULL ORDER BY handed_off_at LIMIT ?`,
            limit,
          )
          .map(conversationOf),
      ),
  };
}

/** Inside a transaction. */
export function isHandedOff(connection: Connection, person: PersonKey, phoneNumberId: string): boolean {
  const row = connection.get(
    "SELECT 1 FROM waypost_conversation WHERE person = ? AND phone_number_id = ? AND handed_off_at IS NOT NULL",
    person,
    phoneNumberId,
  );
  return row !== undefined;
}

/** The chats of `loser` become those of `winner`. Inside a transaction. */
export function moveConversations(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  const rows = connection.all(`SELECT ${COLUMNS} FROM waypost_conversation WHERE person = ?`, loser);
  for (const from of rows.map(conversationOf)) {
    const into = read(connection, winner, from.phoneNumberId);
    const merged = into === undefined ? from : mergeConversations(into, from);
    write(connection, { ...merged, person: winner }, Math.max(into?.revision ?? 0, from.revision) + 1);
  }
  connection.run("DELETE FROM waypost_conversation WHERE person = ?", loser);
}

function read(
  connection: Connection,
  person: PersonKey,
  phoneNumberId: string,
): StoredConversation | undefined {
  const row = connection.get(
    `SELECT ${COLUMNS} FROM waypost_conversation WHERE person = ? AND phone_number_id = ?`,
    person,
    phoneNumberId,
  );
  return row === undefined ? undefined : conversationOf(row);
}

function write(connection: Connection, conversation: Conversation, revision: number): void {
  const { person, phoneNumberId, handOff, questions } = conversation;
  connection.run(
    `INSERT INTO waypost_conversation (person, phone_number_id, revision, handed_off_at, state) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (person, phone_number_id) DO UPDATE SET
       revision = excluded.revision, handed_off_at = excluded.handed_off_at, state = excluded.state`,
    person,
    phoneNumberId,
    revision,
    handOff?.active === true ? handOff.at : null,
    JSON.stringify({ handOff, questions }),
  );
}

function conversationOf(row: Row): StoredConversation {
  return {
    person: String(row.person),
    phoneNumberId: String(row.phone_number_id),
    ...(JSON.parse(String(row.state)) as Pick<Conversation, "handOff" | "questions">),
    revision: Number(row.revision),
  };
}
