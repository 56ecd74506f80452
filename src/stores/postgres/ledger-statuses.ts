import {
  applyStatusFact,
  type LedgerStore,
  type SendRecord,
  type StatusFact,
  recordOfRow,
  toJsonColumn,
} from "../../ledger/index.js";
import type { Database, Query } from "./database.js";

/** Statuses of messages that others sent on this number never find their send: the oldest are dropped. */
const MOST_EARLY = 10_000;

type Accept = Parameters<LedgerStore["accept"]>[0];

const ACCEPT = `
UPDATE {send} AS sending
SET state = 'accepted', message_id = given.message_id, message_status = given.message_status, updated_at = given.at
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS given (id, message_id, message_status, at)
WHERE sending.id = given.id`;

/**
 * Acceptance and statuses. Each side writes and commits first and looks for the other's after: whichever comes second
 * finds both, and a status that is applied twice changes nothing.
 */
export function ledgerStatuses(database: Database): {
  readonly accept: (update: Accept) => Promise<void>;
  readonly applyStatus: (fact: StatusFact) => Promise<SendRecord | undefined>;
} {
  const accept = database.batch<Accept, undefined>(async (all) => {
    await database.query(
      ACCEPT,
      all.map(({ sendId }) => sendId),
      all.map(({ messageId }) => messageId),
      all.map(({ messageStatus }) => messageStatus ?? null),
      all.map(({ at }) => at),
    );
    const early = await database.query(
      "SELECT DISTINCT message_id FROM {early_status} WHERE message_id = ANY ($1::text[])",
      all.map(({ messageId }) => messageId),
    );
    for (const { message_id } of early) await settleEarly(database, String(message_id));
    return [];
  });
  const apply = database.batch<StatusFact, SendRecord | undefined>((facts) =>
    database.transaction((query) => applyAll(query, facts)),
  );
  return {
    accept,
    applyStatus: async (fact) => {
      const record = await apply(fact);
      if (record !== undefined) return record;
      return settleEarly(database, fact.messageId);
    },
  };
}

async function applyAll(
  query: Query,
  facts: readonly StatusFact[],
): Promise<readonly (SendRecord | undefined)[]> {
  const rows = await query(
    "SELECT * FROM {send} WHERE message_id = ANY ($1::text[]) OR id = ANY ($2::text[]) ORDER BY id FOR UPDATE",
    facts.map(({ messageId }) => messageId),
    facts.flatMap(({ sendId }) => sendId ?? []),
  );
  const byId = new Map<string, SendRecord>();
  const idOf = new Map<string, string>();
  const keep = (record: SendRecord): SendRecord => {
    byId.set(record.id, record);
    if (record.messageId !== undefined) idOf.set(record.messageId, record.id);
    return record;
  };
  for (const row of rows) keep(recordOfRow(row));
  const early: StatusFact[] = [];
  const results = facts.map((fact) => {
    const record = byId.get(idOf.get(fact.messageId) ?? fact.sendId ?? "");
    if (record !== undefined) return keep(applyStatusFact(record, fact));
    early.push(fact);
    return undefined;
  });
  await save(query, [...byId.values()]);
  await keepEarly(query, early);
  return results;
}

/** Applies the statuses that came before their send was known, if it is known now. */
async function settleEarly(database: Database, messageId: string): Promise<SendRecord | undefined> {
  const [known] = await database.query("SELECT id FROM {send} WHERE message_id = $1", messageId);
  if (known === undefined) return undefined;
  return database.transaction(async (query) => {
    const [row] = await query("SELECT * FROM {send} WHERE id = $1 FOR UPDATE", String(known.id));
    if (row === undefined) return undefined;
    const early = await query(
      "DELETE FROM {early_status} WHERE message_id = $1 RETURNING sequence, fact",
      messageId,
    );
    const facts = early
      .map(({ sequence, fact }) => ({
        sequence: Number(sequence),
        fact: JSON.parse(String(fact)) as StatusFact,
      }))
      .sort((a, b) => a.sequence - b.sequence);
    const record = facts.reduce((sum, { fact }) => applyStatusFact(sum, fact), recordOfRow(row));
    await save(query, [record]);
    return record;
  });
}

async function keepEarly(query: Query, facts: readonly StatusFact[]): Promise<void> {
  if (facts.length === 0) return;
  await query(
    `INSERT INTO {early_status} (message_id, at, fact)
     SELECT message_id, at, fact FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY
       AS given (message_id, at, fact, place) ORDER BY place`,
    facts.map(({ messageId }) => messageId),
    facts.map(({ at }) => at),
    facts.map((fact) => JSON.stringify(fact)),
  );
  await query(
    "DELETE FROM {early_status} WHERE sequence <= (SELECT max(sequence) FROM {early_status}) - $1::bigint",
    MOST_EARLY,
  );
}

/** Writes what a status may change. */
async function save(query: Query, records: readonly SendRecord[]): Promise<void> {
  if (records.length === 0) return;
  const column = <T>(value: (record: SendRecord) => T): T[] => records.map(value);
  await query(
    `UPDATE {send} AS sending SET state = given.state, message_id = given.message_id, status = given.status,
       status_at = given.status_at, failure = given.failure, pricing = given.pricing, updated_at = given.updated_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::bigint[])
       AS given (id, state, message_id, status, status_at, failure, pricing, updated_at)
     WHERE sending.id = given.id`,
    column(({ id }) => id),
    column(({ state }) => state),
    column(({ messageId }) => messageId ?? null),
    column(({ status }) => status ?? null),
    column(({ statusAt }) => statusAt ?? null),
    column(({ failure }) => toJsonColumn(failure)),
    column(({ pricing }) => toJsonColumn(pricing)),
    column(({ updatedAt }) => updatedAt),
  );
}
