import {
  admits,
  type AppendOutcome,
  type AppendResult,
  canonicalJson,
  type ConsentEvent,
  type ConsentStore,
  type ConsentView,
  emptyView,
  EVERY_BRAND,
  foldConsent,
  type ImportCheckpoint,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import { addToChain, type Link, lockChain, readChain } from "./consent-chain.js";
import { eventsOf, lockViews, saveViews, type Subject, subjectKey } from "./consent-views.js";
import type { Database, Query } from "./database.js";
import { holdPersons, marksOf, PERSON_OF_GIVEN } from "./persons.js";
import { erasePerson } from "./postgres-erasure.js";

const VIEWS = `
SELECT one.person, known.view, every.view AS every_brand
FROM (
  SELECT ${PERSON_OF_GIVEN} AS person, given.namespace, given.place
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (alias, marks, namespace, place)
) AS one
LEFT JOIN {consent_view} AS known ON known.person = one.person AND known.namespace = one.namespace
LEFT JOIN {consent_view} AS every ON every.person = one.person AND every.namespace = '${EVERY_BRAND}'
ORDER BY one.place`;

const HISTORY = `
SELECT event FROM {consent_event} WHERE person = $1 AND namespace IN ($2, '${EVERY_BRAND}') AND event IS NOT NULL
ORDER BY sequence`;

export function postgresConsent(
  database: Database,
  resolve: (alias: PersonKey) => Promise<PersonKey>,
): ConsentStore {
  const append = database.batch<ConsentEvent, AppendResult>((events) =>
    database.transaction(async (query) => {
      const { outcomes, links, views } = await appendAll(database, query, events);
      return outcomes.map((outcome, index) => {
        const { person = "", event } = links[index] ?? {};
        const namespace = event?.namespace ?? "";
        return {
          ...outcome,
          view: views.get(subjectKey({ person, namespace })) ?? emptyView(person, namespace),
        };
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
      const { namespace } = all[index] ?? { namespace: "" };
      const text = row.view ?? row.every_brand;
      const person = String(row.person);
      return typeof text === "string"
        ? { ...(JSON.parse(text) as ConsentView), namespace }
        : emptyView(person, namespace);
    });
  });
  return {
    append: async (event) => {
      // What cannot be written must not take others of its batch along.
      canonicalJson(event);
      return append(event);
    },
    appendMany: (events, checkpoint) =>
      database.transaction(async (query) => {
        const { outcomes } = await appendAll(database, query, events);
        if (checkpoint !== undefined) await saveCheckpoint(query, checkpoint(outcomes));
        return outcomes;
      }),
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
    erase: (alias, event) => erasePerson(database, alias, event),
  };
}

/** Inside a transaction. Outcomes carry a view where there were events before; `views` has those of all subjects. */
async function appendAll(
  database: Database,
  query: Query,
  events: readonly ConsentEvent[],
): Promise<{
  readonly outcomes: readonly AppendOutcome[];
  readonly links: readonly Link[];
  readonly views: ReadonlyMap<string, ConsentView>;
}> {
  const persons = await holdPersons(
    query,
    database.erasure,
    events.map(({ subject }) => subject),
  );
  const links = events.map((event) => ({ event, person: persons.get(event.subject) ?? event.subject }));
  const subjects = links.map(({ event, person }) => ({ person, namespace: event.namespace }));
  await lockViews(query, subjects);
  await lockChain(query);
  const stored = await eventsOf(query, subjects);
  const views = new Map<string, ConsentView>();
  const accepted: Link[] = [];
  const outcomes = links.map((link, index): AppendOutcome => {
    const subject = subjects[index] ?? { person: link.person, namespace: link.event.namespace };
    const key = subjectKey(subject);
    const before = stored.get(key) ?? [];
    const fold = (): ConsentView => {
      const view = foldConsent(before, subject.person, subject.namespace);
      views.set(key, view);
      return view;
    };
    if (before.some(({ id }) => id === link.event.id))
      return { accepted: false, view: views.get(key) ?? fold() };
    if (!admits(before, link.event, link.person))
      return { accepted: false, refused: "erased", view: views.get(key) ?? fold() };
    const first = before.length === 0;
    before.push(link.event);
    accepted.push(link);
    const view = fold();
    return first ? { accepted: true } : { accepted: true, view };
  });
  await addToChain(query, accepted);
  await saveViews(query, [...views.values()]);
  return { outcomes, links, views };
}

async function saveCheckpoint(query: Query, reached: ImportCheckpoint): Promise<void> {
  await query(
    `INSERT INTO {consent_import} (id, checkpoint) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET checkpoint = excluded.checkpoint`,
    reached.importId,
    JSON.stringify(reached),
  );
}
