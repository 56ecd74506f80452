import { canonicalJson, type ConsentEvent, GENESIS, newSalt, sealEvent } from "../../../consent/index.js";
import type { SqliteDatabase } from "../sqlite-driver.js";

const SCHEMA = `
CREATE TABLE waypost_consent_entry (
  sequence INTEGER PRIMARY KEY,
  id TEXT,
  person TEXT NOT NULL,
  namespace TEXT NOT NULL,
  event TEXT,
  salt BLOB,
  digest BLOB,
  hash BLOB NOT NULL
);
CREATE TABLE waypost_consent_import (
  id TEXT PRIMARY KEY,
  checkpoint TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX waypost_person_seen ON waypost_person (seen);
`;

const SWAP = `
DROP TABLE waypost_consent_event;
ALTER TABLE waypost_consent_entry RENAME TO waypost_consent_event;
CREATE INDEX waypost_consent_event_person ON waypost_consent_event (person, namespace);
`;

/** Events become links of a hash chain, in the order in which they were stored. Checkpoints of imports. */
export function consentChain(database: SqliteDatabase): void {
  database.exec(SCHEMA);
  const page = database.prepare(
    "SELECT sequence, id, person, namespace, event FROM waypost_consent_event WHERE sequence > ? ORDER BY sequence LIMIT 1000",
  );
  const insert = database.prepare(
    "INSERT INTO waypost_consent_entry (sequence, id, person, namespace, event, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  let previous = GENESIS;
  let position = 0;
  for (let after = 0; ;) {
    const rows = page.all(after) as Readonly<
      Record<"sequence" | "id" | "person" | "namespace" | "event", unknown>
    >[];
    if (rows.length === 0) break;
    for (const row of rows) {
      after = Number(row.sequence);
      const text = canonicalJson(JSON.parse(String(row.event)) as ConsentEvent);
      const { salt, hash } = sealEvent(text, previous, newSalt());
      insert.run(
        ++position,
        String(row.id),
        String(row.person),
        String(row.namespace),
        text,
        Buffer.from(salt, "hex"),
        Buffer.from(hash, "hex"),
      );
      previous = hash;
    }
  }
  database.exec(SWAP);
}
