import {
  admits,
  type AppendOutcome,
  type AppendResult,
  canonicalJson,
  type ConsentEvent,
  type ConsentStore,
  type ConsentView,
  EVERY_BRAND,
  FOLD_VERSION,
  foldConsent,
  type ImportCheckpoint,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { addToChain, forgetTexts, type Link, lockChain, readChain } from "./consent-chain.js";
import { eventsOf, lockViews, saveViews, type Subject, subjectKey } from "./consent-views.js";
import type { Database, Query } from "./database.js";
import { holdNewPersons, holdPersons, marksOf, PERSON_OF_GIVEN } from "./persons.js";
import { erasePerson } from "./postgres-erasure.js";

/** A view that was never folded, or by another rule than today's, is folded from its events. */
const VIEWS = `
SELECT one.person, known.view, told.events
FROM (
  SELECT ${PERSON_OF_GIVEN} AS person, given.namespace, given.place
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (alias, marks, namespace, place)
) AS one
LEFT JOIN {consent_view} AS known
  ON known.person = one.person AND known.namespace = one.namespace AND known.fold = ${String(FOLD_VERSION)}
LEFT JOIN LATERAL (
  SELECT string_agg(event, ',' ORDER BY sequence) AS events FROM {consent_event}
  WHERE known.view IS NULL AND person = one.person AND namespace IN (one.namespace, '${EVERY_BRAND}') AND event IS NOT NULL
) AS told ON true
ORDER BY one.place`;

const HISTORY = `
SELECT event FROM {consent_event} WHERE person = $1 AND namespace IN ($2, '${EVERY_BRAND}') AND event IS NOT NULL
ORDER BY sequence`;

/** Thousands of events of an import are written while nobody waits for them to send; a slow disk may take its time. */
const PATIENCE_MS = 120_000;

export function postgresConsent(
  database: Database,
  resolve: (alias: PersonKey) => Promise<PersonKey>,
): ConsentStore {
  const append = database.batch<ConsentEvent, AppendResult>((events) =>
    database.transaction(async (query) => {
      const aliases = events.map(({ subject }) => subject);
      const persons = await holdPersons(query, database.erasure, aliases);
      const { outcomes, subjects, known } = await appendAll(query, events, persons);
      return outcomes.map((outcome, index) => {
        const { person, namespace } = subjects[index] ?? { person: "", namespace: "" };
        const told = known.get(subjectKey({ person, namespace })) ?? [];
        return { ...outcome, view: foldConsent(told, person, namespace) };
      });
    }),
  );
  const view = database.batch<Subject, ConsentView>(async (all) => {
    const rows = await database.query(
      VIEWS,
      all.map(({ person }) => person),
      all.map(({ person }) => marksOf(database.erasure, person)),
      all.map(({ namespace }) => namespace),
    );
    return rows.map((row, index) => {
      if (typeof row.view === "string") return JSON.parse(row.view) as ConsentView;
      const events = JSON.parse(`[${String(row.events ?? "")}]`) as readonly ConsentEvent[];
      return foldConsent(events, String(row.person), all[index]?.namespace ?? "");
    });
  });
  return {
    append: async (event) => {
      // What cannot be written must not take others of its batch along.
      canonicalJson(event);
      return append(event);
    },
    appendMany: (events, checkpoint) =>
      database.transaction(
        async (query) => {
          const seen = await holdNewPersons(
            query,
            database.erasure,
            events.map(({ subject }) => subject),
          );
          const { outcomes } = await appendAll(query, events, seen, seen);
          if (checkpoint !== undefined) await saveCheckpoint(query, checkpoint(outcomes));
          return outcomes;
        },
        { patienceMs: PATIENCE_MS },
      ),
    checkpoint: async (importId) => {
      const [row] = await database.query("SELECT checkpoint FROM {consent_import} WHERE id = $1", importId);
      return row === undefined ? undefined : (JSON.parse(String(row.checkpoint)) as ImportCheckpoint);
    },
    view: (person, namespace) => view({ person, namespace }),
    history: async (alias, namespace) =>
      (await database.query(HISTORY, await resolve(alias), namespace))
        .map((row) => JSON.parse(String(row.event)) as ConsentEvent)
        .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0)),
    people: async (after, limit) => {
      const rows = await database.query(
        "SELECT DISTINCT person FROM {consent_event} WHERE person > $1 AND event IS NOT NULL ORDER BY person LIMIT $2",
        after,
        limit,
      );
      return rows.map((row) => String(row.person));
    },
    namespaces: async (alias) => {
      const rows = await database.query(
        `SELECT DISTINCT namespace FROM {consent_event}
         WHERE person = $1 AND event IS NOT NULL AND namespace <> '${EVERY_BRAND}' ORDER BY namespace`,
        await resolve(alias),
      );
      return rows.map((row) => String(row.namespace));
    },
    chain: (after, limit) => readChain(database.query, after, limit),
    forgetTexts: (before, limit) => forgetTexts(database, before, limit),
    erase: (alias, event) => erasePerson(database, alias, event),
  };
}

/**
 * Inside a transaction that holds the persons. Outcomes carry a view where there were events before; `known` has the
 * events of all subjects.
 *
 * @param persons of aliases that are not their own.
 * @param seen aliases who may have events; absent: all of them.
 */
async function appendAll(
  query: Query,
  events: readonly ConsentEvent[],
  persons: ReadonlyMap<PersonKey, PersonKey>,
  seen?: ReadonlyMap<PersonKey, PersonKey>,
): Promise<{
  readonly outcomes: readonly AppendOutcome[];
  readonly subjects: readonly Subject[];
  readonly known: ReadonlyMap<string, readonly ConsentEvent[]>;
}> {
  const subjects = events.map(({ subject, namespace }): Subject => ({
    person: persons.get(subject) ?? subject,
    namespace,
  }));
  // Whom this transaction has just made nobody can claim a send for: they have no view, and wait for its end.
  const isNew = (index: number): boolean => seen !== undefined && !seen.has(events[index]?.subject ?? "");
  const old = subjects.filter((_, index) => !isNew(index));
  const changed = new Map(
    (await lockViews(query, old)).map((subject) => [subjectKey(subject), subject] as const),
  );
  await lockChain(query);
  const known = await eventsOf(query, old);
  const accepted: Link[] = [];
  const outcomes = events.map((event, index): AppendOutcome => {
    const subject = subjects[index] ?? { person: event.subject, namespace: event.namespace };
    const key = subjectKey(subject);
    const before = known.get(key) ?? [];
    const refused = refusalOf(before, event, subject.person);
    if (refused === undefined) {
      known.set(key, [...before, event]);
      accepted.push({ event, person: subject.person });
      // A claim can make the view of one event of one brand, and an import has millions of them.
      if (!isNew(index) || before.length > 0 || event.namespace === EVERY_BRAND) changed.set(key, subject);
      if (before.length === 0) return { accepted: true };
    }
    return {
      accepted: refused === undefined,
      ...(refused === "erased" ? { refused } : {}),
      view: foldConsent(known.get(key) ?? [], subject.person, subject.namespace),
    };
  });
  // In the order of the index of people: an import does not leave its pages and come back to them.
  if (seen !== undefined) accepted.sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
  await addToChain(query, accepted);
  await saveViews(
    query,
    [...changed].map(([key, subject]) => ({ subject, events: known.get(key) ?? [] })),
  );
  return { outcomes, subjects, known };
}

function refusalOf(
  before: readonly ConsentEvent[],
  event: ConsentEvent,
  person: PersonKey,
): "known" | "erased" | undefined {
  if (before.some(({ id }) => id === event.id)) return "known";
  return admits(before, event, person) ? undefined : "erased";
}

async function saveCheckpoint(query: Query, reached: ImportCheckpoint): Promise<void> {
  await query(
    `INSERT INTO {consent_import} (id, checkpoint) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET checkpoint = excluded.checkpoint`,
    reached.importId,
    JSON.stringify(reached),
  );
}
