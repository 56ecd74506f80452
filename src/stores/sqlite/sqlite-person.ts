import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";

/** The canonical person behind an alias. */
export function resolvePerson(connection: Connection, alias: PersonKey): PersonKey {
  const row = connection.get("SELECT person FROM waypost_alias WHERE alias = ?", alias);
  return row === undefined ? alias : String(row.person);
}

/** Remembers in which order people were first seen: the alias known first stays canonical. */
export function seePerson(connection: Connection, person: PersonKey): void {
  connection.run(
    "INSERT INTO waypost_person (person, seen) VALUES (?, (SELECT count(*) FROM waypost_person)) ON CONFLICT (person) DO NOTHING",
    person,
  );
}
