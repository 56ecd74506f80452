import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";
import { KeptReads } from "./kept-reads.js";

/** Enough for everybody whose send or webhook is under way. */
const MOST_KEPT = 1_000;

interface Kept {
  readonly persons: KeptReads<PersonKey>;
  readonly marks: KeptReads<boolean>;
}

const kept = new WeakMap<Connection, Kept>();

function keptOf(connection: Connection): Kept {
  let reads = kept.get(connection);
  if (reads === undefined) {
    reads = { persons: new KeptReads(connection, MOST_KEPT), marks: new KeptReads(connection, 1) };
    kept.set(connection, reads);
  }
  return reads;
}

/** The canonical person behind an alias; an alias that was erased is found by its mark. */
export function resolvePerson(connection: Connection, alias: PersonKey): PersonKey {
  return keptOf(connection).persons.get(alias, () => lookUp(connection, alias));
}

function lookUp(connection: Connection, alias: PersonKey): PersonKey {
  const row = connection.get("SELECT person FROM waypost_alias WHERE alias = ?", alias);
  if (row !== undefined) return String(row.person);
  if (!hasMarks(connection)) return alias;
  for (const mark of connection.erasure.marks(alias)) {
    const erased = connection.get("SELECT person FROM waypost_alias WHERE alias = ?", mark);
    if (erased !== undefined) return String(erased.person);
  }
  return alias;
}

/** The same for many, with one query where nobody was ever erased. */
export function resolvePersons(connection: Connection, aliases: readonly PersonKey[]): readonly PersonKey[] {
  if (connection.get("SELECT 1 AS one FROM waypost_alias LIMIT 1") === undefined) return aliases;
  if (hasMarks(connection)) return aliases.map((alias) => resolvePerson(connection, alias));
  const linked = connection.all(
    "SELECT alias, person FROM waypost_alias WHERE alias IN (SELECT value FROM json_each(?))",
    JSON.stringify(aliases),
  );
  if (linked.length === 0) return aliases;
  const persons = new Map(linked.map((row) => [String(row.alias), String(row.person)]));
  return aliases.map((alias) => persons.get(alias) ?? alias);
}

/** Nearly nobody is erased: one step of an index spares the hashing. */
function hasMarks(connection: Connection): boolean {
  const found = (): boolean =>
    connection.get("SELECT 1 AS one FROM waypost_alias WHERE alias > '~' AND alias < '\u007f' LIMIT 1") !==
    undefined;
  return keptOf(connection).marks.get("", found);
}

/** Consent events and sightings by other ways share one scale: positions on the chain, spread apart. */
const SPREAD = 2 ** 20;

/**
 * Remembers in which order people were first seen by other ways than a consent event: the alias known first stays
 * canonical.
 */
export function seePerson(connection: Connection, person: PersonKey): void {
  connection.run(
    `INSERT INTO waypost_person (person, seen) VALUES (?, max(
       coalesce((SELECT max(seen) FROM waypost_person), 0) + 1,
       coalesce((SELECT max(sequence) FROM waypost_consent_event), 0) * ${String(SPREAD)} + 1
     )) ON CONFLICT (person) DO NOTHING`,
    person,
  );
}

/** When the person was first seen, on that scale; undefined: never. */
export function firstSeen(connection: Connection, person: PersonKey): number | undefined {
  const seen = connection.get("SELECT seen FROM waypost_person WHERE person = ?", person)?.seen;
  const sequence = connection.get(
    "SELECT min(sequence) AS first FROM waypost_consent_event WHERE person = ?",
    person,
  )?.first;
  const both = [
    ...(typeof seen === "number" || typeof seen === "bigint" ? [Number(seen)] : []),
    ...(typeof sequence === "number" || typeof sequence === "bigint" ? [Number(sequence) * SPREAD] : []),
  ];
  return both.length === 0 ? undefined : Math.min(...both);
}
