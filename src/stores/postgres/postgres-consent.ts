import {
  type AppendResult,
  type ConsentEvent,
  type ConsentStore,
  type ConsentView,
  emptyView,
  foldConsent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Database, Query, Row } from "./database.js";
import { heldPersons } from "./held-persons.js";

/** A person in a namespace: what a view is of. */
export interface Subject {
  readonly person: PersonKey;
  readonly namespace: string;
}

const HOLD = `WITH ${heldPersons("$1::text[]")} SELECT alias, person FROM who`;

const INSERT = `
INSERT INTO {consent_event} (id, person, namespace, recorded_at, event)
SELECT id, person, namespace, recorded_at, event
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
  AS given (id, person, namespace, recorded_at, event, place)
ORDER BY place
ON CONFLICT (id) DO NOTHING
RETURNING id`;

const VIEWS = `
SELECT coalesce(alias.person, given.alias) AS person, known.view
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (alias, namespace, place)
LEFT JOIN {person} AS alias ON alias.alias = given.alias
LEFT JOIN {consent_view} AS known
  ON known.person = coalesce(alias.person, given.alias) AND known.namespace = given.namespace
ORDER BY given.place`;

const HISTORY = `
SELECT event FROM {consent_event}
WHERE person = coalesce((SELECT person FROM {person} WHERE alias = $1), $1) AND namespace = $2
ORDER BY recorded_at, sequence`;

export function postgresConsent(database: Database): ConsentStore {
  const append = database.batch<ConsentEvent, AppendResult>((events) =>
    database.transaction((query) => appendAll(query, events)),
  );
  const view = database.batch<Subject, ConsentView>(async (all) => {
    const rows = await database.query(
      VIEWS,
      all.map(({ person }) => person),
      all.map(({ namespace }) => namespace),
    );
    return rows.map((row, index) => viewOf(row, String(row.person), all[index]?.namespace ?? ""));
  });
  return {
    append: (event) => append(event),
    view: (person, namespace) => view({ person, namespace }),
    history: async (person, namespace) => (await database.query(HISTORY, person, namespace)).map(eventOf),
  };
}

async function appendAll(query: Query, events: readonly ConsentEvent[]): Promise<readonly AppendResult[]> {
  const held = await query(
    HOLD,
    events.map(({ subject }) => subject),
  );
  const persons = new Map(held.map((row) => [String(row.alias), String(row.person)]));
  const given = events.map((event) => ({
    event,
    person: persons.get(event.subject) ?? event.subject,
    namespace: event.namespace,
  }));
  await lockViews(query, given);
  const inserted = await query(
    INSERT,
    given.map(({ event }) => event.id),
    given.map(({ person }) => person),
    given.map(({ namespace }) => namespace),
    given.map(({ event }) => event.recordedAt),
    given.map(({ event }) => JSON.stringify(event)),
  );
  const accepted = new Set(inserted.map((row) => String(row.id)));
  const views = await refold(query, given);
  return given.map((one) => ({
    // An id that comes twice in one batch is accepted once.
    accepted: accepted.delete(one.event.id),
    view: views.get(pairOf(one)) ?? emptyView(one.person, one.namespace),
  }));
}

/**
 * Keeps the views to this transaction, existing or not: whoever wants to send on one of them (`dispatch`) waits until it
 * is written. Sorted, so that two batches do not wait for each other.
 */
export async function lockViews(query: Query, subjects: readonly Subject[]): Promise<void> {
  await query(
    `INSERT INTO {consent_view} AS known (person, namespace, revision)
     SELECT DISTINCT person, namespace, 0 FROM unnest($1::text[], $2::text[]) AS given (person, namespace) ORDER BY 1, 2
     ON CONFLICT (person, namespace) DO UPDATE SET revision = known.revision`,
    subjects.map(({ person }) => person),
    subjects.map(({ namespace }) => namespace),
  );
}

/** Folds the events of the subjects anew and stores their views, which are locked. */
export async function refold(
  query: Query,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, ConsentView>> {
  const distinct = [...new Map(subjects.map((subject) => [pairOf(subject), subject])).values()];
  const rows = await query(
    `SELECT known.person, known.namespace, known.event
     FROM unnest($1::text[], $2::text[]) AS given (person, namespace)
     JOIN {consent_event} AS known ON known.person = given.person AND known.namespace = given.namespace
     ORDER BY known.recorded_at, known.sequence`,
    distinct.map(({ person }) => person),
    distinct.map(({ namespace }) => namespace),
  );
  const events = new Map<string, ConsentEvent[]>(distinct.map((subject) => [pairOf(subject), []]));
  for (const row of rows)
    events.get(pairOf({ person: String(row.person), namespace: String(row.namespace) }))?.push(eventOf(row));
  const views = distinct.map((subject) =>
    foldConsent(events.get(pairOf(subject)) ?? [], subject.person, subject.namespace),
  );
  await query(
    `UPDATE {consent_view} AS known SET revision = given.revision, view = given.view
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS given (person, namespace, revision, view)
     WHERE known.person = given.person AND known.namespace = given.namespace`,
    views.map(({ person }) => person),
    views.map(({ namespace }) => namespace),
    views.map(({ revision }) => revision),
    views.map((view) => JSON.stringify(view)),
  );
  return new Map(views.map((view) => [pairOf(view), view]));
}

function pairOf({ person, namespace }: Subject): string {
  return `${String(person.length)}:${person}${namespace}`;
}

function eventOf(row: Row): ConsentEvent {
  return JSON.parse(String(row.event)) as ConsentEvent;
}

/** A view that was only locked, for a send, holds nothing yet. */
function viewOf(row: Row, person: PersonKey, namespace: string): ConsentView {
  return typeof row.view === "string" ? (JSON.parse(row.view) as ConsentView) : emptyView(person, namespace);
}
