import {
  admits,
  type AppendOutcome,
  type ChainEntry,
  type ConsentEvent,
  type ConsentStore,
  type ConsentView,
  EVERY_BRAND,
  FOLD_VERSION,
  foldConsent,
  GENESIS,
  type ImportCheckpoint,
  newSalt,
  sealEvent,
  withoutText,
  writtenEvent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";
import { bytesIn, HASH, SALT } from "./hex-bytes.js";
import { hexOf, type Row } from "./sqlite-driver.js";
import { erasePerson } from "./sqlite-erasure.js";
import { resolvePerson, resolvePersons } from "./sqlite-person.js";

export function sqliteConsent(connection: Connection): ConsentStore {
  return {
    append: (event) =>
      connection.write(() => {
        const person = resolvePerson(connection, event.subject);
        const outcome = appendOne(connection, event, person, chainHead(connection)).outcome;
        return { ...outcome, view: outcome.view ?? readView(connection, person, event.namespace) };
      }),
    appendMany: (events, checkpoint) =>
      connection.write(() => {
        if (events.length >= MANY) connection.makeRoom();
        const outcomes = appendBatch(connection, events);
        if (checkpoint !== undefined) {
          const reached = checkpoint(outcomes);
          connection.run(
            `INSERT INTO waypost_consent_import (id, checkpoint) VALUES (?, ?)
             ON CONFLICT (id) DO UPDATE SET checkpoint = excluded.checkpoint`,
            reached.importId,
            JSON.stringify(reached),
          );
        }
        return outcomes;
      }),
    checkpoint: (importId) =>
      connection.read(() => {
        const row = connection.get("SELECT checkpoint FROM waypost_consent_import WHERE id = ?", importId);
        return row === undefined ? undefined : (JSON.parse(String(row.checkpoint)) as ImportCheckpoint);
      }),
    view: (person, namespace) =>
      connection.read(() => readView(connection, resolvePerson(connection, person), namespace)),
    history: (person, namespace) =>
      connection.read(() =>
        readEvents(connection, resolvePerson(connection, person), namespace).sort((a, b) =>
          a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0,
        ),
      ),
    people: (after, limit) =>
      connection.read(() =>
        connection
          .all(
            "SELECT DISTINCT person FROM waypost_consent_event WHERE person > ? AND event IS NOT NULL ORDER BY person LIMIT ?",
            after,
            limit,
          )
          .map((row) => String(row.person)),
      ),
    namespaces: (person) =>
      connection.read(() => namespacesOf(connection, resolvePerson(connection, person))),
    chain: (after, limit) =>
      connection.read(() =>
        connection
          .all(
            "SELECT sequence, event, salt, digest, hash FROM waypost_consent_event WHERE sequence > ? ORDER BY sequence LIMIT ?",
            after,
            limit,
          )
          .map(entryOf),
      ),
    forgetTexts: (before, limit) =>
      connection.write(() => {
        const rows = connection.all(FORGETTABLE, limit);
        const old = rows
          .map((row) => ({
            sequence: Number(row.sequence),
            event: JSON.parse(String(row.event)) as ConsentEvent,
          }))
          .filter(({ event }) => event.recordedAt < before);
        for (const { sequence, event } of old)
          connection.run(
            "UPDATE waypost_consent_event SET event = ? WHERE sequence = ?",
            writtenEvent(withoutText(event)).text,
            sequence,
          );
        return old.length;
      }),
    erase: async (alias, event) => {
      const erased = await connection.write(() => {
        const { erases, subject } = erasePerson(connection, alias, event.id);
        store(connection, { ...event, subject, erases }, subject, chainHead(connection));
        return erases.length;
      });
      await connection.truncateLog();
      return erased;
    },
  };
}

/** The index `waypost_consent_event_text` holds these alone. */
const FORGETTABLE = `
SELECT sequence, event FROM waypost_consent_event
WHERE substr(event, 1, 17) <> '{"action":"grant"'
  AND instr(event, '"inboundText":') > 0 AND instr(event, '"inboundTextHash":') > 0 ORDER BY sequence LIMIT ?`;

/** The last link of the chain. */
interface Head {
  readonly position: number;
  readonly hash: string;
}

function chainHead(connection: Connection): Head {
  const row = connection.get(
    "SELECT sequence, hash FROM waypost_consent_event ORDER BY sequence DESC LIMIT 1",
  );
  return row === undefined
    ? { position: 0, hash: GENESIS }
    : { position: Number(row.sequence), hash: hexOf(row.hash) ?? "" };
}

/** Inside a transaction. The view is given where there were events before. */
function appendOne(
  connection: Connection,
  event: ConsentEvent,
  person: PersonKey,
  head: Head,
): { readonly outcome: AppendOutcome; readonly head: Head } {
  const before = readEvents(connection, person, event.namespace);
  if (before.length === 0)
    return { outcome: { accepted: true }, head: store(connection, event, person, head) };
  if (before.some(({ id }) => id === event.id)) {
    return { outcome: { accepted: false, view: readView(connection, person, event.namespace) }, head };
  }
  if (!admits(before, event, person)) {
    const view = readView(connection, person, event.namespace);
    return { outcome: { accepted: false, refused: "erased", view }, head };
  }
  const next = store(connection, event, person, head);
  return {
    outcome: { accepted: true, view: saveView(connection, [...before, event], person, event.namespace) },
    head: next,
  };
}

const INSERT =
  "INSERT INTO waypost_consent_event (sequence, id, person, namespace, event, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?)";

/** So many events at once are part of an import of more. */
const MANY = 1_000;

const STORED: AppendOutcome = { accepted: true };

/**
 * Stores many events inside a transaction. Who has no event yet, nearly everybody in an import, is found by one query
 * for all. They are linked in the order of the index of people: the same pages are not left and come back to.
 */
function appendBatch(connection: Connection, events: readonly ConsentEvent[]): readonly AppendOutcome[] {
  const persons = resolvePersons(
    connection,
    events.map(({ subject }) => subject),
  );
  const links = events
    .map((event, index) => ({ event, index, person: persons[index] ?? event.subject }))
    .sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
  const known = withEvents(
    connection,
    links.map(({ person }) => person),
  );
  let before: PersonKey | undefined;
  const outcomes = new Array<AppendOutcome>(events.length).fill(STORED);
  let head = chainHead(connection);
  for (const { event, index, person } of links) {
    if (person === before || known.has(person)) {
      const done = appendOne(connection, event, person, head);
      head = done.head;
      outcomes[index] = done.outcome;
    } else {
      head = store(connection, event, person, head);
    }
    before = person;
  }
  return outcomes;
}

/** Of these people, those with any event. */
function withEvents(connection: Connection, persons: readonly PersonKey[]): Set<PersonKey> {
  const rows = connection.all(
    `SELECT value FROM json_each(?) WHERE EXISTS (
       SELECT 1 FROM waypost_consent_event WHERE person = json_each.value AND event IS NOT NULL)`,
    JSON.stringify(persons),
  );
  return new Set(rows.map((row) => String(row.value)));
}

/** Seals the event onto the chain and writes it. Inside a transaction. */
function store(connection: Connection, event: ConsentEvent, person: PersonKey, head: Head): Head {
  const { text, sealed } = writtenEvent(event);
  const { salt, hash } = sealEvent(sealed, head.hash, newSalt());
  const position = head.position + 1;
  connection.run(
    INSERT,
    position,
    event.id,
    person,
    event.namespace,
    text,
    bytesIn(SALT, salt),
    bytesIn(HASH, hash),
  );
  return { position, hash };
}

/** Folds the person's events anew and stores the view. Inside a transaction. */
export function refold(connection: Connection, person: PersonKey, namespace: string): ConsentView {
  return saveView(connection, readEvents(connection, person, namespace), person, namespace);
}

/** A view is kept from the second event on: a single event (most of an import) is folded when it is read. */
function saveView(
  connection: Connection,
  events: readonly ConsentEvent[],
  person: PersonKey,
  namespace: string,
): ConsentView {
  const view = foldConsent(events, person, namespace);
  connection.run(
    `INSERT INTO waypost_consent_view (person, namespace, revision, view, fold) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (person, namespace) DO UPDATE
     SET revision = excluded.revision, view = excluded.view, fold = excluded.fold`,
    person,
    namespace,
    view.revision,
    JSON.stringify(view),
    FOLD_VERSION,
  );
  return view;
}

/** The revision of somebody of whom no view is kept. */
export function readEventsRevision(connection: Connection, person: PersonKey, namespace: string): number {
  return foldConsent(readEvents(connection, person, namespace), person, namespace).revision;
}

/** Brands in which the person has events. */
export function namespacesOf(connection: Connection, person: PersonKey): readonly string[] {
  return connection
    .all(
      "SELECT DISTINCT namespace FROM waypost_consent_event WHERE person = ? AND event IS NOT NULL ORDER BY namespace",
      person,
    )
    .map((row) => String(row.namespace))
    .filter((namespace) => namespace !== EVERY_BRAND);
}

/** The view where one is kept by today's rule, and whether there are events: of most people there is nothing. */
const VIEW = `
SELECT (SELECT view FROM waypost_consent_view WHERE person = ? AND namespace = ? AND fold = ?) AS view,
  EXISTS (SELECT 1 FROM waypost_consent_event
    WHERE person = ? AND namespace IN (?, '${EVERY_BRAND}') AND event IS NOT NULL) AS told`;

/** A view that was never folded, or by another rule than today's, is folded from its events. */
export function readView(connection: Connection, person: PersonKey, namespace: string): ConsentView {
  const row = connection.get(VIEW, person, namespace, FOLD_VERSION, person, namespace);
  if (typeof row?.view === "string") return JSON.parse(row.view) as ConsentView;
  const events = Number(row?.told) === 1 ? readEvents(connection, person, namespace) : [];
  return foldConsent(events, person, namespace);
}

/** In the order in which they were stored. */
function readEvents(connection: Connection, person: PersonKey, namespace: string): ConsentEvent[] {
  return connection
    .all(
      `SELECT event FROM waypost_consent_event
       WHERE person = ? AND namespace IN (?, '${EVERY_BRAND}') AND event IS NOT NULL ORDER BY sequence`,
      person,
      namespace,
    )
    .map((row) => JSON.parse(String(row.event)) as ConsentEvent);
}

function entryOf(row: Row): ChainEntry {
  const common = { position: Number(row.sequence), hash: hexOf(row.hash) ?? "" };
  if (row.event === null) return { ...common, digest: hexOf(row.digest) };
  return { ...common, event: JSON.parse(String(row.event)) as ConsentEvent, salt: hexOf(row.salt) };
}
