import type { IdentityStore } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import { refold } from "./sqlite-consent.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

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
          .map((row) => String(row.alias));
        return [person, ...others];
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
  for (const person of persons) seePerson(connection, person);
  const seen = (person: PersonKey): number =>
    Number(connection.get("SELECT seen FROM waypost_person WHERE person = ?", person)?.seen ?? 0);
  persons.sort((a, b) => seen(a) - seen(b));
  const [winner, ...losers] = persons;
  if (winner === undefined) throw new TypeError("link needs at least one alias");
  for (const loser of losers) merge(connection, winner, loser);
  return winner;
}

function merge(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  connection.run("UPDATE waypost_alias SET person = ? WHERE person = ?", winner, loser);
  connection.run("INSERT INTO waypost_alias (alias, person) VALUES (?, ?)", loser, winner);
  const namespaces = connection
    .all("SELECT DISTINCT namespace FROM waypost_consent_event WHERE person = ?", loser)
    .map((row) => String(row.namespace));
  connection.run("UPDATE waypost_consent_event SET person = ? WHERE person = ?", winner, loser);
  connection.run("DELETE FROM waypost_consent_view WHERE person = ?", loser);
  for (const namespace of namespaces) refold(connection, winner, namespace);
  connection.run(
    `INSERT INTO waypost_window (person, phone_number_id, last_inbound_at, last_inbound_message_id)
     SELECT ?, phone_number_id, last_inbound_at, last_inbound_message_id FROM waypost_window WHERE person = ?
     ON CONFLICT (person, phone_number_id) DO UPDATE SET
       last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
     WHERE excluded.last_inbound_at > waypost_window.last_inbound_at`,
    winner,
    loser,
  );
  connection.run("DELETE FROM waypost_window WHERE person = ?", loser);
  rekeySends(connection, winner, loser);
  connection.run("UPDATE waypost_send SET person = ? WHERE person = ?", winner, loser);
}

/** The same message to the same person keeps its key under either name; who holds the new one keeps it. */
function rekeySends(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  const held = connection.all(
    "SELECT id, idempotency_key FROM waypost_send WHERE person = ? AND idempotency_key IS NOT NULL",
    loser,
  );
  for (const { id, idempotency_key } of held) {
    const key = rekey(String(idempotency_key), loser, winner);
    connection.run(
      "UPDATE OR IGNORE waypost_send SET idempotency_key = ?, original_key = ? WHERE id = ?",
      key,
      key,
      String(id),
    );
  }
}
