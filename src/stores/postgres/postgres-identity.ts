import {
  type ConsentEvent,
  EVERY_BRAND,
  foldConsent,
  type IdentityStore,
  isErasedKey,
  isMark,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { lockViews, refold } from "./consent-views.js";
import type { Database, Query } from "./database.js";
import { moveConversations } from "./postgres-conversations.js";
import { moveSends } from "./move-sends.js";
import { LINKS, marksOf, PERSON_OF_GIVEN } from "./persons.js";

const RESOLVE = `
SELECT ${PERSON_OF_GIVEN} AS person FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (alias, marks, place)
ORDER BY given.place`;

export function postgresIdentity(database: Database): IdentityStore {
  const resolve = database.batch<PersonKey, PersonKey>((aliases) =>
    resolveAll(database, database.query, aliases),
  );
  return {
    resolve: (alias) => resolve(alias),
    aliases: async (alias) => {
      const person = await resolve(alias);
      const rows = await database.query(
        "SELECT alias FROM {person} WHERE person = $1 AND alias <> person ORDER BY alias",
        person,
      );
      const others = rows.map((row) => String(row.alias)).filter((other) => !isMark(other));
      return isErasedKey(person) ? others : [person, ...others];
    },
    link: async (aliases) => {
      if (aliases.length === 0) throw new TypeError("link needs at least one alias");
      // Nearly always they are linked already: that takes no write.
      const known = await Promise.all(aliases.map((alias) => resolve(alias)));
      const [first] = known;
      if (first !== undefined && known.every((person) => person === first)) return first;
      return database.transaction((query) => link(database, query, aliases));
    },
  };
}

async function resolveAll(
  database: Database,
  query: Query,
  aliases: readonly PersonKey[],
): Promise<readonly PersonKey[]> {
  const rows = await query(
    RESOLVE,
    aliases,
    aliases.map((alias) => marksOf(database.erasure, alias)),
  );
  return rows.map((row) => String(row.person));
}

async function link(database: Database, query: Query, aliases: readonly PersonKey[]): Promise<PersonKey> {
  // Behind an erasure, if there is one; and links are rare: one after the other, so that no two give one alias away.
  await query("LOCK TABLE {person} IN ROW EXCLUSIVE MODE");
  await query(`SELECT pg_advisory_xact_lock(${LINKS})`);
  const persons = [...new Set(await resolveAll(database, query, aliases))];
  const added = await query(
    `INSERT INTO {person} (alias, person)
     SELECT alias, alias FROM unnest($1::text[]) WITH ORDINALITY AS given (alias, place) ORDER BY place
     ON CONFLICT (alias) DO NOTHING RETURNING alias`,
    persons,
  );
  const unseen = new Set(added.map((row) => String(row.alias)));
  const rows = await query(
    "SELECT person FROM {person} WHERE alias = ANY ($1::text[]) AND alias = person ORDER BY seen",
    persons,
  );
  const [winner, ...losers] = rows.map((row) => String(row.person));
  if (winner === undefined) throw new TypeError("link needs at least one alias");
  for (const loser of losers) {
    const mark = unseen.has(loser) ? database.erasure.mark(loser) : undefined;
    // Another name of somebody who was erased: only its mark is kept.
    if (mark !== undefined && isErasedKey(winner) && (await isGone(query, winner)))
      await query("UPDATE {person} SET alias = $1, person = $2 WHERE alias = $3", mark, winner, loser);
    else await merge(query, winner, loser);
  }
  return winner;
}

/** Erased, and not come back to any brand. */
async function isGone(query: Query, person: PersonKey): Promise<boolean> {
  const rows = await query(
    "SELECT event FROM {consent_event} WHERE person = $1 AND event IS NOT NULL",
    person,
  );
  const events = rows.map((row) => JSON.parse(String(row.event)) as ConsentEvent);
  const brands = events.map(({ namespace }) => namespace).filter((namespace) => namespace !== EVERY_BRAND);
  return ["", ...new Set(brands)].every(
    (namespace) => foldConsent(events, person, namespace).suppression?.kind === "erased",
  );
}

/**
 * First the aliases of both: from here on nothing is written for either, and what was is committed, so that each of the
 * statements after it sees all of it.
 */
async function merge(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  await query(
    `UPDATE {person} SET person = $1
     WHERE (person = ANY ($2::text[]) AND alias <> person) OR (alias = ANY ($2::text[]) AND alias = person)`,
    winner,
    [winner, loser],
  );
  await moveConversations(query, winner, loser);
  await moveSends(query, winner, loser);
  await moveConsent(query, winner, loser);
  await query(
    `INSERT INTO {window} AS known (person, phone_number_id, last_inbound_at, last_inbound_message_id)
     SELECT $1, phone_number_id, last_inbound_at, last_inbound_message_id FROM {window} WHERE person = $2
     ON CONFLICT (person, phone_number_id) DO UPDATE SET
       last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
     WHERE (excluded.last_inbound_at, excluded.last_inbound_message_id COLLATE "C")
       > (known.last_inbound_at, known.last_inbound_message_id COLLATE "C")`,
    winner,
    loser,
  );
  await query("DELETE FROM {window} WHERE person = $1", loser);
}

/** An erasure of the loser holds for every view of the winner: all of both are folded anew. */
async function moveConsent(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  const views = await query(
    `SELECT namespace FROM {consent_view} WHERE person = ANY ($1::text[]) UNION
     SELECT namespace FROM {consent_event} WHERE person = ANY ($1::text[]) AND event IS NOT NULL`,
    [winner, loser],
  );
  if (views.length === 0) return;
  const subjects = views.map((row) => ({ person: winner, namespace: String(row.namespace) }));
  await lockViews(query, subjects);
  await query("DELETE FROM {consent_view} WHERE person = $1", loser);
  await query("UPDATE {consent_event} SET person = $1 WHERE person = $2", winner, loser);
  await refold(query, subjects);
}
