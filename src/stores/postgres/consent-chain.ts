import {
  type ChainEntry,
  type ConsentEvent,
  GENESIS,
  newSalt,
  sealEvent,
  withoutText,
  writtenEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Database, Query, Row } from "./database.js";

/** An event, and the person whom it is of by now. */
export interface Link {
  readonly event: ConsentEvent;
  readonly person: PersonKey;
}

/**
 * The events as lines of one text: an array would have each of their many quotes escaped and read back. Unnested side by
 * side in the list of columns, where nothing is put down in between.
 */
const INSERT = `
INSERT INTO {consent_event} (sequence, id, person, namespace, event, salt, hash)
SELECT $1::bigint + generate_series(1, cardinality($2::text[])), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]),
  string_to_table($5, E'\\n'), decode(string_to_table($6, E'\\n'), 'hex'), decode(string_to_table($7, E'\\n'), 'hex')`;

/** From here to the commit the end of the chain is this transaction's: positions have no gap, in the order of the commits. */
export async function lockChain(query: Query): Promise<void> {
  await query("SELECT pg_advisory_xact_lock(hashtextextended('waypost chain {consent_event}', 0))");
}

/** Seals the events onto the chain, which is locked. */
export async function addToChain(query: Query, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const [head] = await query(
    "SELECT sequence, encode(hash, 'hex') AS hash FROM {consent_event} ORDER BY sequence DESC LIMIT 1",
  );
  let previous = head === undefined ? GENESIS : String(head.hash);
  const texts: string[] = [];
  const salts: string[] = [];
  const hashes: string[] = [];
  for (const { event } of links) {
    const { text, sealed } = writtenEvent(event);
    const salt = newSalt();
    previous = sealEvent(sealed, previous, salt).hash;
    texts.push(text);
    salts.push(salt);
    hashes.push(previous);
  }
  await query(
    INSERT,
    Number(head?.sequence ?? 0),
    links.map(({ event }) => event.id),
    links.map(({ person }) => person),
    links.map(({ event }) => event.namespace),
    texts.join("\n"),
    salts.join("\n"),
    hashes.join("\n"),
  );
}

export async function readChain(query: Query, after: number, limit: number): Promise<readonly ChainEntry[]> {
  const rows = await query(
    `SELECT sequence, event, encode(salt, 'hex') AS salt, encode(digest, 'hex') AS digest, encode(hash, 'hex') AS hash
     FROM {consent_event} WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
    after,
    limit,
  );
  return rows.map(entryOf);
}

/** The index `waypost_consent_event_text` holds these alone. Locked: an erasure takes all of an event away. */
const FORGETTABLE = `
SELECT sequence, event FROM {consent_event}
WHERE left(event, 17) <> '{"action":"grant"'
  AND strpos(event, '"inboundText":') > 0 AND strpos(event, '"inboundTextHash":') > 0 ORDER BY sequence LIMIT $1
FOR UPDATE`;

/** Takes the texts of opt-outs out of events recorded before `before`; their hashes stay, and so does the chain. */
export function forgetTexts(database: Database, before: string, limit: number): Promise<number> {
  return database.transaction(async (query) => {
    const rows = await query(FORGETTABLE, limit);
    const old = rows
      .map((row) => ({
        sequence: Number(row.sequence),
        event: JSON.parse(String(row.event)) as ConsentEvent,
      }))
      .filter(({ event }) => event.recordedAt < before);
    await query(
      `UPDATE {consent_event} AS known SET event = given.event
       FROM unnest($1::bigint[], $2::text[]) AS given (sequence, event) WHERE known.sequence = given.sequence`,
      old.map(({ sequence }) => sequence),
      old.map(({ event }) => writtenEvent(withoutText(event)).text),
    );
    return old.length;
  });
}

function entryOf(row: Row): ChainEntry {
  const common = { position: Number(row.sequence), hash: String(row.hash) };
  if (row.event === null) return { ...common, digest: row.digest === null ? undefined : String(row.digest) };
  return { ...common, event: JSON.parse(String(row.event)) as ConsentEvent, salt: String(row.salt) };
}
