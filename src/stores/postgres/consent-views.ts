import { type ConsentEvent, type ConsentView, EVERY_BRAND, foldConsent } from "../../consent/index.js";
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

/** Events of each subject, those for every brand included, in the order in which they were stored. */
export async function eventsOf(
  query: Query,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, ConsentEvent[]>> {
  const distinct = distinctSubjects(subjects);
  const rows = await query(
    `SELECT given.person, given.namespace, known.event
     FROM unnest($1::text[], $2::text[]) AS given (person, namespace)
     JOIN {consent_event} AS known ON known.person = given.person
       AND known.namespace IN (given.namespace, '${EVERY_BRAND}') AND known.event IS NOT NULL
     ORDER BY known.sequence`,
    distinct.map(({ person }) => person),
    distinct.map(({ namespace }) => namespace),
  );
  const events = new Map<string, ConsentEvent[]>(distinct.map((subject) => [subjectKey(subject), []]));
  for (const row of rows)
    events
      .get(subjectKey({ person: String(row.person), namespace: String(row.namespace) }))
      ?.push(JSON.parse(String(row.event)) as ConsentEvent);
  return events;
}

/** Folds the events of the subjects anew and stores their views, which are locked. */
export async function refold(query: Query, subjects: readonly Subject[]): Promise<void> {
  const events = await eventsOf(query, subjects);
  await saveViews(
    query,
    distinctSubjects(subjects).map((subject) =>
      foldConsent(events.get(subjectKey(subject)) ?? [], subject.person, subject.namespace),
    ),
  );
}

export async function saveViews(query: Query, views: readonly ConsentView[]): Promise<void> {
  if (views.length === 0) return;
  await query(
    `UPDATE {consent_view} AS known SET revision = given.revision, view = given.view
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS given (person, namespace, revision, view)
     WHERE known.person = given.person AND known.namespace = given.namespace`,
    views.map(({ person }) => person),
    views.map(({ namespace }) => namespace),
    views.map(({ revision }) => revision),
    views.map((view) => JSON.stringify(view)),
  );
}
