import {
  type ConsentEvent,
  type ConsentStore,
  type ConsentView,
  emptyView,
  foldConsent,
} from "../../consent/index.js";
import type { PersonKey } from "../../core/index.js";
import type { Connection } from "./connection.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

export function sqliteConsent(connection: Connection): ConsentStore {
  return {
    append: (event) =>
      connection.write(() => {
        const person = resolvePerson(connection, event.subject);
        const accepted =
          connection.run(
            "INSERT INTO waypost_consent_event (id, person, namespace, recorded_at, event) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            event.id,
            person,
            event.namespace,
            event.recordedAt,
            JSON.stringify(event),
          ) === 1;
        if (!accepted) return { accepted, view: readView(connection, person, event.namespace) };
        seePerson(connection, person);
        return { accepted, view: refold(connection, person, event.namespace) };
      }),
    view: (person, namespace) =>
      connection.read(() => readView(connection, resolvePerson(connection, person), namespace)),
    history: (person, namespace) =>
      connection.read(() => readEvents(connection, resolvePerson(connection, person), namespace)),
  };
}

/** Folds the person's events anew and stores the view. Inside a transaction. */
export function refold(connection: Connection, person: PersonKey, namespace: string): ConsentView {
  const view = foldConsent(readEvents(connection, person, namespace), person, namespace);
  connection.run(
    `INSERT INTO waypost_consent_view (person, namespace, revision, view) VALUES (?, ?, ?, ?)
     ON CONFLICT (person, namespace) DO UPDATE SET revision = excluded.revision, view = excluded.view`,
    person,
    namespace,
    view.revision,
    JSON.stringify(view),
  );
  return view;
}

/** The revision that `dispatch` compares. */
export function readRevision(connection: Connection, person: PersonKey, namespace: string): number {
  const row = connection.get(
    "SELECT revision FROM waypost_consent_view WHERE person = ? AND namespace = ?",
    person,
    namespace,
  );
  return Number(row?.revision ?? 0);
}

function readView(connection: Connection, person: PersonKey, namespace: string): ConsentView {
  const row = connection.get(
    "SELECT view FROM waypost_consent_view WHERE person = ? AND namespace = ?",
    person,
    namespace,
  );
  return row === undefined ? emptyView(person, namespace) : (JSON.parse(String(row.view)) as ConsentView);
}

function readEvents(connection: Connection, person: PersonKey, namespace: string): ConsentEvent[] {
  return connection
    .all(
      "SELECT event FROM waypost_consent_event WHERE person = ? AND namespace = ? ORDER BY recorded_at, sequence",
      person,
      namespace,
    )
    .map((row) => JSON.parse(String(row.event)) as ConsentEvent);
}
