import {
  type ConsentEvent,
  EVERY_BRAND,
  FOLD_VERSION,
  foldConsent,
  revisionOf,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Query } from "./database.js";

/** A person in a namespace: what a view is of. */
export interface Subject {
  readonly person: PersonKey;
  readonly namespace: string;
}

/** A key of a subject that cannot be confused with another. */
export function subjectKey({ person, namespace }: Subject): string {
  return `${String(person.length)}:${person}${namespace}`;
}

export function distinctSubjects(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()];
}

/**
 * Keeps the views to this transaction, existing or not: whoever wants to send on one of them (`dispatch`) waits until it
 * is written. Sorted, so that two batches do not wait for each other. Returns those whose revision must be written in any
 * case: the rows were just made.
 */
export async function lockViews(query: Query, subjects: readonly Subject[]): Promise<readonly Subject[]> {
  if (subjects.length === 0) return [];
  const rows = await query(
    `WITH locked AS (
       INSERT INTO {consent_view} AS known (person, namespace, revision)
       SELECT DISTINCT person, namespace, 0 FROM unnest($1::text[], $2::text[]) AS given (person, namespace) ORDER BY 1, 2
       ON CONFLICT (person, namespace) DO UPDATE SET revision = known.revision
       RETURNING person, namespace, revision
     )
     SELECT person, namespace FROM locked WHERE revision = 0`,
    subjects.map(({ person }) => person),
    subjects.map(({ namespace }) => namespace),
  );
  return rows.map((row) => ({ person: String(row.person), namespace: String(row.namespace) }));
}

/** Events of each subject that has any, those for every brand included, in the order in which they were stored. */
export async function eventsOf(
  query: Query,
  subjects: readonly Subject[],
): Promise<Map<string, readonly ConsentEvent[]>> {
  const distinct = distinctSubjects(subjects);
  if (subjects.length === 0) return new Map();
  // One step of the index for each (OFFSET 0): a join would read the whole table where no statistics are kept yet.
  const rows = await query(
    `SELECT given.person, given.namespace, known.event
     FROM unnest($1::text[], $2::text[]) AS given (person, namespace)
     CROSS JOIN LATERAL (
       SELECT sequence, namespace, event FROM {consent_event}
       WHERE person = given.person AND event IS NOT NULL
       OFFSET 0
     ) AS known
     WHERE known.namespace IN (given.namespace, '${EVERY_BRAND}')
     ORDER BY known.sequence`,
    distinct.map(({ person }) => person),
    distinct.map(({ namespace }) => namespace),
  );
  const events = new Map<string, ConsentEvent[]>();
  for (const row of rows) {
    const key = subjectKey({ person: String(row.person), namespace: String(row.namespace) });
    const event = JSON.parse(String(row.event)) as ConsentEvent;
    const earlier = events.get(key);
    if (earlier === undefined) events.set(key, [event]);
    else earlier.push(event);
  }
  return events;
}

/** Folds the events of the subjects anew and stores their views. */
export async function refold(query: Query, subjects: readonly Subject[]): Promise<void> {
  const events = await eventsOf(query, subjects);
  await saveViews(
    query,
    distinctSubjects(subjects).map((subject) => ({
      subject,
      events: events.get(subjectKey(subject)) ?? [],
    })),
  );
}

/**
 * Stores where the subjects stand after these events. Sorted, so that two batches do not wait for each other. A single
 * event (most of an import) is folded when it is read.
 */
export async function saveViews(
  query: Query,
  states: readonly { readonly subject: Subject; readonly events: readonly ConsentEvent[] }[],
): Promise<void> {
  if (states.length === 0) return;
  const views = states.map(({ subject, events }) =>
    events.length === 1 ? undefined : foldConsent(events, subject.person, subject.namespace),
  );
  await query(
    `INSERT INTO {consent_view} (person, namespace, revision, view, fold)
     SELECT person, namespace, revision, view, ${String(FOLD_VERSION)}
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS given (person, namespace, revision, view)
     ORDER BY person, namespace
     ON CONFLICT (person, namespace) DO UPDATE
     SET revision = excluded.revision, view = excluded.view, fold = excluded.fold`,
    states.map(({ subject }) => subject.person),
    states.map(({ subject }) => subject.namespace),
    states.map(({ events }, index) => views[index]?.revision ?? revisionOf(events)),
    views.map((view) => (view === undefined ? null : JSON.stringify(view))),
  );
}
