import type { IdentityStore } from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import type { Database, Query } from "./database.js";
import { lockViews, refold } from "./postgres-consent.js";

const RESOLVE = `
SELECT coalesce(known.person, given.alias) AS person
FROM unnest($1::text[]) WITH ORDINALITY AS given (alias, place)
LEFT JOIN {person} AS known ON known.alias = given.alias
ORDER BY given.place`;

export function postgresIdentity(database: Database): IdentityStore {
  const resolve = database.batch<PersonKey, PersonKey>(async (aliases) =>
    (await database.query(RESOLVE, aliases)).map((row) => String(row.person)),
  );
  return {
    resolve: (alias) => resolve(alias),
    aliases: async (alias) => {
      const person = await resolve(alias);
      const others = await database.query(
        "SELECT alias FROM {person} WHERE person = $1 AND alias <> $1 ORDER BY alias",
        person,
      );
      return [person, ...others.map((row) => String(row.alias))];
    },
    link: async (aliases) => {
      if (aliases.length === 0) throw new TypeError("link needs at least one alias");
      // Nearly always they are linked already: that takes no write.
      const known = await Promise.all(aliases.map((alias) => resolve(alias)));
      const [first] = known;
      if (first !== undefined && known.every((person) => person === first)) return first;
      return database.transaction((query) => link(query, aliases));
    },
  };
}

async function link(query: Query, aliases: readonly PersonKey[]): Promise<PersonKey> {
  // Links are rare: one after the other, so that no two give the same alias away.
  await query("SELECT pg_advisory_xact_lock(hashtextextended('waypost links {person}', 0))");
  await query(
    `INSERT INTO {person} (alias, person)
     SELECT alias, alias FROM unnest($1::text[]) WITH ORDINALITY AS given (alias, place) ORDER BY place
     ON CONFLICT (alias) DO NOTHING`,
    aliases,
  );
  const rows = await query(
    `SELECT DISTINCT own.person, own.seen FROM {person} AS given JOIN {person} AS own ON own.alias = given.person
     WHERE given.alias = ANY ($1::text[]) ORDER BY own.seen`,
    aliases,
  );
  const [winner, ...losers] = rows.map((row) => String(row.person));
  if (winner === undefined) throw new TypeError("link needs at least one alias");
  for (const loser of losers) await merge(query, winner, loser);
  return winner;
}

/**
 * First the aliases: from here on nothing is written for the loser any more, and what was is committed, so that each of
 * the statements after it sees all of it.
 */
async function merge(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  await query("UPDATE {person} SET person = $1 WHERE person = $2", winner, loser);
  await rekeySends(query, winner, loser);
  await query("UPDATE {send} SET person = $1 WHERE person = $2", winner, loser);
  const views = await query("SELECT namespace FROM {consent_view} WHERE person = $1", loser);
  const subjects = views.map((row) => ({ person: winner, namespace: String(row.namespace) }));
  if (subjects.length > 0) {
    await lockViews(query, subjects);
    await query("DELETE FROM {consent_view} WHERE person = $1", loser);
    await query("UPDATE {consent_event} SET person = $1 WHERE person = $2", winner, loser);
    await refold(query, subjects);
  }
  await query(
    `INSERT INTO {window} AS known (person, phone_number_id, last_inbound_at, last_inbound_message_id)
     SELECT $1, phone_number_id, last_inbound_at, last_inbound_message_id FROM {window} WHERE person = $2
     ON CONFLICT (person, phone_number_id) DO UPDATE SET
       last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
     WHERE excluded.last_inbound_at > known.last_inbound_at`,
    winner,
    loser,
  );
  await query("DELETE FROM {window} WHERE person = $1", loser);
}

/** The same message to the same person keeps its key under either name; who holds the new one keeps it. */
async function rekeySends(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  const held = await query(
    "SELECT id, idempotency_key FROM {send} WHERE person = $1 AND idempotency_key IS NOT NULL ORDER BY id",
    loser,
  );
  const changed = held
    .map(({ id, idempotency_key }) => ({
      id: String(id),
      from: String(idempotency_key),
      to: rekey(String(idempotency_key), loser, winner),
    }))
    .filter(({ from, to }) => from !== to);
  for (const { id, to } of changed) {
    await query(
      `UPDATE {send} SET idempotency_key = $1, original_key = $1
       WHERE id = $2 AND idempotency_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {send} WHERE idempotency_key = $1)`,
      to,
      id,
    );
  }
}
