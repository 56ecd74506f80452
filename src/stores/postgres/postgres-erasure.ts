import {
  type ConsentEvent,
  digestOf,
  erasedKey,
  isErasedKey,
  isMark,
  missingErasureKey,
  writtenEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { addToChain, lockChain } from "./consent-chain.js";
import { refold } from "./consent-views.js";
import type { Database, Query } from "./database.js";
import { moveSends } from "./move-sends.js";
import { marksOf, PERSON_OF_GIVEN } from "./persons.js";

/** Takes everything away that names the person, and stores the erasure. Returns how many events went. */
export async function erasePerson(
  database: Database,
  alias: PersonKey,
  event: Omit<ConsentEvent, "subject" | "erases">,
): Promise<number> {
  if (database.erasure.mark(alias) === undefined) throw missingErasureKey([]);
  return database.transaction(async (query) => {
    // Nobody writes for a person meanwhile, not even for one never seen before: their mark must not come too late.
    await query("LOCK TABLE {person} IN EXCLUSIVE MODE");
    const [row] = await query(
      `SELECT ${PERSON_OF_GIVEN} AS person FROM (SELECT $1::text AS alias, $2::text AS marks) AS given`,
      alias,
      marksOf(database.erasure, alias),
    );
    const person = String(row?.person ?? alias);
    const subject = isErasedKey(person) ? person : erasedKey(event.id);
    await forgetAliases(database, query, { alias, person, subject });
    await moveSends(query, subject, person);
    await eraseMessageIds(query, subject);
    await query("DELETE FROM {window} WHERE person = $1", person);
    await query("DELETE FROM {conversation} WHERE person = $1", person);
    await query("DELETE FROM {consent_view} WHERE person = $1", person);
    await lockChain(query);
    const erases = await eraseEvents(query, person, subject);
    await addToChain(query, [{ event: { ...event, subject, erases }, person: subject }]);
    await refold(query, [{ person: subject, namespace: event.namespace }]);
    return erases.length;
  });
}

interface Names {
  readonly alias: PersonKey;
  readonly person: PersonKey;
  readonly subject: PersonKey;
}

/** The aliases go, their marks stay. */
async function forgetAliases(
  database: Database,
  query: Query,
  { alias, person, subject }: Names,
): Promise<void> {
  const rows = await query("SELECT alias FROM {person} WHERE person = $1 AND alias <> person", person);
  const names = [
    ...new Set([alias, person, ...rows.map((row) => String(row.alias)).filter((name) => !isMark(name))]),
  ].filter((name) => !isErasedKey(name));
  await query("DELETE FROM {person} WHERE alias = ANY ($1::text[])", names);
  await query("UPDATE {person} SET person = $1 WHERE person = $2 AND alias <> person", subject, person);
  await query(
    `INSERT INTO {person} (alias, person) SELECT DISTINCT alias, $2 FROM unnest($1::text[]) AS given (alias)
     ON CONFLICT (alias) DO UPDATE SET person = excluded.person`,
    [subject, ...names.flatMap((name) => database.erasure.mark(name) ?? [])],
    subject,
  );
  const lanes = names.map((name) => `person:${name}`);
  // The keys of handled events stay: they keep a redelivery from being taken for something new.
  await query(
    "UPDATE {inbox} SET envelope = '', lane = 'erased', last_error = NULL WHERE lane = ANY ($1::text[]) AND state = 'done'",
    lanes,
  );
  await query("DELETE FROM {inbox} WHERE lane = ANY ($1::text[]) AND state = 'dead'", lanes);
  // A process that died left them behind; one that lives, as whoever has locked one does, gives them back by itself.
  await query(
    `DELETE FROM {inbox_lane} WHERE lane IN (
       SELECT lane FROM {inbox_lane} WHERE lane = ANY ($1::text[]) AND until < clock_timestamp()
       FOR UPDATE SKIP LOCKED
     )`,
    lanes,
  );
}

/** Events become digests; erasures of before stay: they hold nothing. */
async function eraseEvents(query: Query, person: PersonKey, subject: PersonKey): Promise<readonly number[]> {
  const rows = await query(
    "SELECT sequence, event, encode(salt, 'hex') AS salt FROM {consent_event} WHERE person = $1 AND event IS NOT NULL ORDER BY sequence",
    person,
  );
  const erased = rows
    .map((row) => ({
      sequence: Number(row.sequence),
      event: JSON.parse(String(row.event)) as ConsentEvent,
      salt: String(row.salt),
    }))
    .filter(({ event }) => event.action !== "erase");
  await query(
    `UPDATE {consent_event} AS known SET id = NULL, event = NULL, salt = NULL, digest = decode(given.digest, 'hex')
     FROM unnest($1::bigint[], $2::text[]) AS given (sequence, digest) WHERE known.sequence = given.sequence`,
    erased.map(({ sequence }) => sequence),
    erased.map(({ event, salt }) => digestOf(writtenEvent(event).sealed, salt)),
  );
  await query("UPDATE {consent_event} SET person = $1 WHERE person = $2", subject, person);
  return erased.map(({ sequence }) => sequence);
}

/** The id of a WhatsApp message holds the number. */
async function eraseMessageIds(query: Query, subject: PersonKey): Promise<void> {
  await query(
    "DELETE FROM {early_status} WHERE message_id IN (SELECT message_id FROM {send} WHERE person = $1)",
    subject,
  );
  await query("UPDATE {send} SET message_id = NULL WHERE person = $1", subject);
}
