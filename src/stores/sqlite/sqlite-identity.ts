import { type IdentityStore, isErasedKey, isMark } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";
import { namespacesOf, readView, refold } from "./sqlite-consent.js";
import { moveConversations } from "./sqlite-conversations.js";
import { firstSeen, resolvePerson, seePerson } from "./sqlite-person.js";
import { moveSends } from "./sqlite-sends.js";

export function sqliteIdentity(connection: Connection): IdentityStore {
  return {
    resolve: (alias) => connection.read(() => resolvePerson(connection, alias)),
    aliases: (alias) =>
      connection.read(() => {
        const person = resolvePerson(connection, alias);
        const others = connection
          .all(
            "SELECT alias FROM waypost_alias WHERE person = ? AND alias <> ? ORDER BY alias",
            person,
            person,
          )
          .map((row) => String(row.alias))
          .filter((other) => !isMark(other));
        return isErasedKey(person) ? others : [person, ...others];
      }),
    link: async (aliases) => {
      if (aliases.length === 0) throw new TypeError("link needs at least one alias");
      // Nearly always they are linked already: that takes no write.
      const known = await connection.read(() => aliases.map((alias) => resolvePerson(connection, alias)));
      const [first] = known;
      if (first !== undefined && known.every((person) => person === first)) return first;
      return connection.write(() => link(connection, aliases));
    },
  };
}

function link(connection: Connection, aliases: readonly PersonKey[]): PersonKey {
  const persons = [...new Set(aliases.map((alias) => resolvePerson(connection, alias)))];
  const seen = new Map(persons.map((person) => [person, firstSeen(connection, person)]));
  const order = (person: PersonKey): number => seen.get(person) ?? Number.MAX_VALUE;
  persons.sort((a, b) => order(a) - order(b));
  const [winner, ...losers] = persons;
  if (winner === undefined) throw new TypeError("link needs at least one alias");
  if (seen.get(winner) === undefined) seePerson(connection, winner);
  for (const loser of losers) {
    const mark = seen.get(loser) === undefined ? connection.erasure.mark(loser) : undefined;
    // Another name of somebody who was erased: only its mark is kept.
    if (mark !== undefined && isErasedKey(winner) && isGone(connection, winner)) {
      connection.run("INSERT INTO waypost_alias (alias, person) VALUES (?, ?)", mark, winner);
      connection.outdate();
    } else merge(connection, winner, loser);
  }
  return winner;
}

/** Erased, and not come back to any brand. */
function isGone(connection: Connection, person: PersonKey): boolean {
  return ["", ...namespacesOf(connection, person)].every(
    (namespace) => readView(connection, person, namespace).suppression?.kind === "erased",
  );
}

function merge(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  connection.run("UPDATE waypost_alias SET person = ? WHERE person = ?", winner, loser);
  connection.run("INSERT INTO waypost_alias (alias, person) VALUES (?, ?)", loser, winner);
  connection.outdate();
  connection.run("UPDATE waypost_consent_event SET person = ? WHERE person = ?", winner, loser);
  connection.run("DELETE FROM waypost_consent_view WHERE person = ?", loser);
  for (const namespace of namespacesOf(connection, winner)) refold(connection, winner, namespace);
  connection.run(
    `INSERT INTO waypost_window (person, phone_number_id, last_inbound_at, last_inbound_message_id)
     SELECT ?, phone_number_id, last_inbound_at, last_inbound_message_id FROM waypost_window WHERE person = ?
     ON CONFLICT (person, phone_number_id) DO UPDATE SET
       last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
     WHERE (excluded.last_inbound_at, excluded.last_inbound_message_id)
       > (waypost_window.last_inbound_at, waypost_window.last_inbound_message_id)`,
    winner,
    loser,
  );
  connection.run("DELETE FROM waypost_window WHERE person = ?", loser);
  moveConversations(connection, winner, loser);
  moveSends(connection, winner, loser);
}
