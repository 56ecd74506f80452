import {
  type ConsentEvent,
  digestOf,
  erasedKey,
  isErasedKey,
  isMark,
  missingErasureKey,
  writtenEvent,
} from "../../consent/index.js";
import { type PersonKey, systemClock } from "../../core/index.js";
import type { Connection } from "./connection.js";
import { hexOf } from "./sqlite-driver.js";
import { resolvePerson } from "./sqlite-person.js";
import { moveSends } from "./sqlite-sends.js";

/**
 * Takes everything away that names the person, and overwrites it in the file. Inside a transaction; the caller stores
 * the erasure. Returns the positions whose events went, and the key that stands for the person from now on.
 */
export function erasePerson(
  connection: Connection,
  alias: PersonKey,
  eventId: string,
): { readonly erases: readonly number[]; readonly subject: PersonKey } {
  connection.overwriteDeleted(true);
  try {
    const person = resolvePerson(connection, alias);
    const subject = isErasedKey(person) ? person : erasedKey(eventId);
    const names = new Set(
      [alias, person, ...plainAliases(connection, person)].filter((name) => !isErasedKey(name)),
    );
    for (const name of names) forgetAlias(connection, name, subject);
    connection.run("UPDATE waypost_alias SET person = ? WHERE person = ?", subject, person);
    connection.outdate();
    const erases = eraseEvents(connection, person, subject);
    connection.run("DELETE FROM waypost_consent_view WHERE person = ?", person);
    connection.run("DELETE FROM waypost_window WHERE person = ?", person);
    connection.run("DELETE FROM waypost_conversation WHERE person = ?", person);
    moveSends(connection, subject, person);
    eraseMessageIds(connection, subject);
    return { erases, subject };
  } finally {
    connection.overwriteDeleted(false);
  }
}

function plainAliases(connection: Connection, person: PersonKey): readonly PersonKey[] {
  return connection
    .all("SELECT alias FROM waypost_alias WHERE person = ?", person)
    .map((row) => String(row.alias))
    .filter((alias) => !isMark(alias));
}

/** The alias goes, its mark stays. */
function forgetAlias(connection: Connection, alias: PersonKey, subject: PersonKey): void {
  const mark = connection.erasure.mark(alias);
  if (mark === undefined) throw missingErasureKey([]);
  connection.run("DELETE FROM waypost_alias WHERE alias = ?", alias);
  connection.run(
    "INSERT INTO waypost_alias (alias, person) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET person = excluded.person",
    mark,
    subject,
  );
  connection.run("DELETE FROM waypost_person WHERE person = ?", alias);
  const lane = `person:${alias}`;
  // The keys of handled events stay: they keep a redelivery from being taken for something new.
  connection.run(
    "UPDATE waypost_inbox SET envelope = '', lane = 'erased', last_error = NULL WHERE lane = ? AND state = 'done'",
    lane,
  );
  connection.run("DELETE FROM waypost_inbox WHERE lane = ? AND state = 'dead'", lane);
  // A process that died left it behind; one that lives gives it back by itself.
  connection.run("DELETE FROM waypost_lane_lease WHERE lane = ? AND until < ?", lane, systemClock.now());
}

/** Events become digests; erasures of before stay: they hold nothing. */
function eraseEvents(connection: Connection, person: PersonKey, subject: PersonKey): readonly number[] {
  const rows = connection.all(
    "SELECT sequence, event, salt FROM waypost_consent_event WHERE person = ? AND event IS NOT NULL ORDER BY sequence",
    person,
  );
  const erased: number[] = [];
  for (const row of rows) {
    const event = JSON.parse(String(row.event)) as ConsentEvent;
    const salt = hexOf(row.salt);
    if (event.action === "erase" || salt === undefined) continue;
    const digest = digestOf(writtenEvent(event).sealed, salt);
    connection.run(
      "UPDATE waypost_consent_event SET id = NULL, event = NULL, salt = NULL, digest = ? WHERE sequence = ?",
      Buffer.from(digest, "hex"),
      Number(row.sequence),
    );
    erased.push(Number(row.sequence));
  }
  connection.run("UPDATE waypost_consent_event SET person = ? WHERE person = ?", subject, person);
  return erased;
}

/** The id of a WhatsApp message holds the number. */
function eraseMessageIds(connection: Connection, subject: PersonKey): void {
  connection.run(
    "DELETE FROM waypost_early_status WHERE message_id IN (SELECT message_id FROM waypost_send WHERE person = ?)",
    subject,
  );
  connection.run("UPDATE waypost_send SET message_id = NULL WHERE person = ?", subject);
}
