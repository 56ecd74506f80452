import {
  CLAIM_EXPIRED_FAILURE,
  type ClaimResult,
  rekey,
  type SendIntent,
  recordOfRow,
  toJsonColumn,
} from "../../ledger/index.js";
import type { Database, Query, SqlValue } from "./database.js";
import { heldPersons, holdPersons, namesOf } from "./persons.js";
import type { ErasureKeys } from "../../consent/index.js";
import { EVERY_BRAND } from "../../consent/index.js";

interface Claim {
  readonly intent: SendIntent;
  readonly staleBefore: number;
}

/**
 * Takes the keys that are free. The view of the person is made with the claim, so that `dispatch` always finds a row to
 * lock and compare: of whom an import stored one event, there is none before. A claim whose person has become another
 * meanwhile, or was just made known by another transaction, is left to `claimAlone`.
 */
const CLAIM = `
WITH given AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::bigint[]) WITH ORDINALITY
    AS given (id, key, phone_number_id, namespace, alias, kind, category, template, cause_kind, cause_ref, cause, created_at, place)
), ${heldPersons("$13::text[]", "$14::text[]")},
views AS (
  INSERT INTO {consent_view} (person, namespace, revision)
  SELECT DISTINCT who.person, given.namespace, coalesce(every.revision, 0) + (
    SELECT count(*) FROM {consent_event} AS told
    WHERE told.person = who.person AND told.namespace = given.namespace AND told.event IS NOT NULL)
  FROM given JOIN who ON who.alias = given.alias AND who.settled
  LEFT JOIN {consent_view} AS every ON every.person = who.person AND every.namespace = '${EVERY_BRAND}'
  ORDER BY 1, 2
  ON CONFLICT (person, namespace) DO NOTHING
)
INSERT INTO {send} (id, idempotency_key, original_key, phone_number_id, namespace, person, kind, category, template,
  cause_kind, cause_ref, cause, created_at, state, updated_at)
SELECT given.id, given.key, given.key, given.phone_number_id, given.namespace, who.person, given.kind, given.category,
  given.template, given.cause_kind, given.cause_ref, given.cause, given.created_at, 'claimed', given.created_at
FROM given JOIN who ON who.alias = given.alias AND who.person = given.alias AND who.settled
ORDER BY given.key, given.place
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id`;

const HOLDER = "SELECT * FROM {send} WHERE idempotency_key = $1";

export function ledgerClaims(database: Database): (claim: Claim) => Promise<ClaimResult> {
  const insert = database.batch<SendIntent, boolean>(async (intents) => {
    const rows = await database.query(CLAIM, ...columnsOf(database.erasure, intents));
    const taken = new Set(rows.map((row) => String(row.id)));
    return intents.map(({ id }) => taken.has(id));
  });
  return async (claim) => {
    for (;;) {
      if (await insert(claim.intent)) return { claimed: true };
      const result = await claimAlone(database, claim);
      if (result !== undefined) return result;
    }
  };
}

/** The key is taken, or the person is another by now. Undefined: the key was set free in between. */
async function claimAlone(
  database: Database,
  { intent, staleBefore }: Claim,
): Promise<ClaimResult | undefined> {
  const { person } = intent;
  return database.transaction(async (query) => {
    const canonical = (await holdPersons(query, database.erasure, [person])).get(person) ?? person;
    const idempotencyKey = rekey(intent.idempotencyKey, person, canonical);
    const [row] = await query(`${HOLDER} FOR UPDATE`, idempotencyKey);
    const existing = row === undefined ? undefined : recordOfRow(row);
    // Its own: the answer to the first try was lost with the connection.
    if (existing?.id === intent.id && existing.state === "claimed") return { claimed: true };
    if (existing !== undefined) {
      if (existing.state !== "claimed" || existing.updatedAt >= staleBefore)
        return { claimed: false, existing };
      await passOn(query, existing.id);
    } else if (canonical === person) return undefined;
    const [taken] = await query(
      CLAIM,
      ...columnsOf(database.erasure, [{ ...intent, idempotencyKey, person: canonical }]),
    );
    return taken === undefined ? undefined : { claimed: true };
  });
}

async function passOn(query: Query, sendId: string): Promise<void> {
  await query(
    "UPDATE {send} SET idempotency_key = NULL, state = 'failed', failure = $1 WHERE id = $2",
    JSON.stringify(CLAIM_EXPIRED_FAILURE),
    sendId,
  );
}

function columnsOf(erasure: ErasureKeys, intents: readonly SendIntent[]): readonly SqlValue[] {
  const column = (value: (intent: SendIntent) => string | number | null): SqlValue => intents.map(value);
  return [
    column(({ id }) => id),
    column(({ idempotencyKey }) => idempotencyKey),
    column(({ phoneNumberId }) => phoneNumberId),
    column(({ namespace }) => namespace),
    column(({ person }) => person),
    column(({ kind }) => kind),
    column(({ category }) => category ?? null),
    column(({ template }) => toJsonColumn(template)),
    column(({ cause }) => cause?.kind ?? null),
    column(({ cause }) => cause?.ref ?? null),
    column(({ cause }) => toJsonColumn(cause)),
    column(({ createdAt }) => createdAt),
    ...namesOf(
      erasure,
      intents.map(({ person }) => person),
    ),
  ];
}
