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
 * Columns as lines of one text: an array would have each of its quotes escaped and read back. Split side by side in the list of
 * columns, where nothing is put down in between.
 */
const line = (place: number): string => `string_to_table($${String(place)}, E'\\n')`;
const element = (place: number): string => `unnest($${String(place)}::text[])`;
const insertOf = (text: (place: number) => string): string => `
INSERT INTO {consent_event} (sequence, id, person, namespace, event, salt, hash)
SELECT $1::bigint + generate_series(1, $2::int), ${text(3)}, ${text(4)}, ${text(5)},
  ${line(6)}, decode(${line(7)}, 'hex'), decode(${line(8)}, 'hex')`;
const INSERT_LINES = insertOf(line);
/** What callers name may hold a line end; what JSON and hex digits make does not. */
const INSERT_ELEMENTS = insertOf(element);

/** Events in one statement: while the server writes them, the next ones are sealed. */
const SOME = 2_000;

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
  const first = Number(head?.sequence ?? 0);
  let writing: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < links.length; from += SOME) {
    const some = links.slice(from, from + SOME);
    const sealed = sealAll(some, previous);
    previous = sealed.hashes.at(-1) ?? previous;
    await writing;
    writing = insert(query, first + from, some, sealed);
    // It is told by the next wait.
    writing.catch(() => undefined);
  }
  await writing;
}

interface Sealed {
  readonly texts: readonly string[];
  readonly salts: readonly string[];
  readonly hashes: readonly string[];
}

function sealAll(links: readonly Link[], after: string): Sealed {
  const texts: string[] = [];
  const salts: string[] = [];
  const hashes: string[] = [];
  let previous = after;
  for (const { event } of links) {
    const { text, sealed } = writtenEvent(event);
    const salt = newSalt();
    previous = sealEvent(sealed, previous, salt).hash;
    texts.push(text);
    salts.push(salt);
    hashes.push(previous);
  }
  return { texts, salts, hashes };
}

async function insert(
  query: Query,
  after: number,
  links: readonly Link[],
  { texts, salts, hashes }: Sealed,
): Promise<void> {
  const columns = [
    links.map(({ event }) => event.id),
    links.map(({ person }) => person),
    links.map(({ event }) => event.namespace),
  ];
  // Of an empty text there are no lines.
  const inLines = !columns.some((column) => column.some((value) => value === "" || value.includes("\n")));
  await query(
    inLines ? INSERT_LINES : INSERT_ELEMENTS,
    after,
    links.length,
    ...(inLines ? columns.map((column) => column.join("\n")) : columns),
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
