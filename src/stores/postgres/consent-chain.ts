import {
  canonicalJson,
  type ChainEntry,
  type ConsentEvent,
  GENESIS,
  newSalt,
  sealEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Query, Row } from "./database.js";

/** An event, and the person whom it is of by now. */
export interface Link {
  readonly event: ConsentEvent;
  readonly person: PersonKey;
}

const INSERT = `
INSERT INTO {consent_event} (sequence, id, person, namespace, event, salt, hash)
SELECT sequence, id, person, namespace, event, decode(salt, 'hex'), decode(hash, 'hex')
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  AS given (sequence, id, person, namespace, event, salt, hash)`;

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
  let position = Number(head?.sequence ?? 0);
  let previous = head === undefined ? GENESIS : String(head.hash);
  const rows = links.map(({ event, person }) => {
    const text = canonicalJson(event);
    const { salt, hash } = sealEvent(text, previous, newSalt());
    previous = hash;
    return { position: ++position, id: event.id, person, namespace: event.namespace, text, salt, hash };
  });
  await query(
    INSERT,
    rows.map((row) => row.position),
    rows.map(({ id }) => id),
    rows.map(({ person }) => person),
    rows.map(({ namespace }) => namespace),
    rows.map(({ text }) => text),
    rows.map(({ salt }) => salt),
    rows.map(({ hash }) => hash),
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

function entryOf(row: Row): ChainEntry {
  const common = { position: Number(row.sequence), hash: String(row.hash) };
  if (row.event === null) return { ...common, digest: row.digest === null ? undefined : String(row.digest) };
  return { ...common, event: JSON.parse(String(row.event)) as ConsentEvent, salt: String(row.salt) };
}
