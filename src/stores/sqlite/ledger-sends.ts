import {
  applyStatusFact,
  CLAIM_EXPIRED_FAILURE,
  type ClaimResult,
  type LedgerStore,
  type SendIntent,
  type SendRecord,
  type StatusFact,
  toJsonColumn,
} from "../../ledger/index.js";
import type { Connection } from "./connection.js";
import type { Durability } from "./group-commit.js";
import { recordOf, save } from "./send-rows.js";
import { isHandedOff } from "./sqlite-conversations.js";
import { readEventsRevision } from "./sqlite-consent.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

interface Claim {
  readonly intent: SendIntent;
  readonly staleBefore: number;
}
type Dispatch = Parameters<LedgerStore["dispatch"]>[0];
type DispatchOutcome = Awaited<ReturnType<LedgerStore["dispatch"]>>;
type Accept = Parameters<LedgerStore["accept"]>[0];

/** The three writes that every send makes; those of one turn in one savepoint. */
export function ledgerSends(connection: Connection): {
  readonly claim: (claim: Claim) => Promise<ClaimResult>;
  readonly dispatch: LedgerStore["dispatch"];
  readonly accept: LedgerStore["accept"];
} {
  const each = <Item, Result>(
    work: (connection: Connection, item: Item) => Result,
    durability?: Durability,
  ): ((item: Item) => Promise<Result>) =>
    connection.batch<Item, Result>((items) => items.map((item) => work(connection, item)), durability);
  return {
    // Safe with the dispatch, before which nothing leaves.
    claim: each(claim, { waitsForDisk: false }),
    dispatch: each(dispatch),
    accept: each(accept),
  };
}

function claim(connection: Connection, { intent, staleBefore }: Claim): ClaimResult {
  const person = resolvePerson(connection, intent.person);
  const existing = insert(connection, intent, person) ? undefined : holderOf(connection, intent);
  if (existing !== undefined) {
    if (existing.state !== "claimed" || existing.updatedAt >= staleBefore)
      return { claimed: false, existing };
    connection.run(
      "UPDATE waypost_send SET idempotency_key = NULL, state = 'failed', failure = ? WHERE id = ?",
      JSON.stringify(CLAIM_EXPIRED_FAILURE),
      existing.id,
    );
    insert(connection, intent, person);
  }
  seePerson(connection, person);
  return { claimed: true };
}

function holderOf(connection: Connection, { idempotencyKey }: SendIntent): SendRecord | undefined {
  return recordOf(connection.get("SELECT * FROM waypost_send WHERE idempotency_key = ?", idempotencyKey));
}

/** False: somebody holds the key. */
function insert(connection: Connection, intent: SendIntent, person: string): boolean {
  return (
    connection.run(
      `INSERT INTO waypost_send (id, idempotency_key, original_key, phone_number_id, namespace, person, kind, category,
         template, cause_kind, cause_ref, cause, created_at, state, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'claimed', ?)
       ON CONFLICT (idempotency_key) DO NOTHING`,
      intent.id,
      intent.idempotencyKey,
      intent.idempotencyKey,
      intent.phoneNumberId,
      intent.namespace,
      person,
      intent.kind,
      intent.category ?? null,
      toJsonColumn(intent.template),
      intent.cause?.kind ?? null,
      intent.cause?.ref ?? null,
      toJsonColumn(intent.cause),
      intent.createdAt,
      intent.createdAt,
    ) > 0
  );
}

const REVISION = `(SELECT revision FROM waypost_consent_view AS seen
     WHERE seen.person = send.person AND seen.namespace = send.namespace)`;
const TOLD = `EXISTS (SELECT 1 FROM waypost_consent_event AS told
     WHERE told.person = send.person AND told.namespace IN (send.namespace, '*') AND told.event IS NOT NULL)`;
const DISPATCHED = "SET state = 'dispatching', category = ?, decision = ?, updated_at = ?";

/**
 * Check and write in one, for nearly all. Nothing is changed where it is in doubt: a revision is only folded where there are
 * events without a view.
 */
const DISPATCH = `
UPDATE waypost_send AS send ${DISPATCHED}
WHERE id = ? AND state = 'claimed' AND coalesce(${REVISION}, CASE WHEN ${TOLD} THEN -1 ELSE 0 END) = ?
  AND (? = 0 OR NOT EXISTS (SELECT 1 FROM waypost_conversation AS chat WHERE chat.person = send.person
     AND chat.phone_number_id = send.phone_number_id AND chat.handed_off_at IS NOT NULL))`;

function dispatch(connection: Connection, given: Dispatch): DispatchOutcome {
  const written = connection.run(
    DISPATCH,
    given.category ?? null,
    JSON.stringify(given.decision),
    given.at,
    given.sendId,
    given.consentRevision,
    given.unlessHandedOff === true ? 1 : 0,
  );
  return written > 0 ? "dispatched" : dispatchInDoubt(connection, given);
}

const CLAIMED = `
SELECT state, person, namespace, phone_number_id, ${REVISION} AS revision, ${TOLD} AS told
FROM waypost_send AS send WHERE id = ?`;

/** Tells why not, or finds that it may go after all. */
function dispatchInDoubt(connection: Connection, given: Dispatch): DispatchOutcome {
  const send = connection.get(CLAIMED, given.sendId);
  if (send?.state !== "claimed") return "lost";
  const revision =
    send.revision === null && Number(send.told) === 1
      ? readEventsRevision(connection, String(send.person), String(send.namespace))
      : Number(send.revision ?? 0);
  if (revision !== given.consentRevision) return "consent_changed";
  if (
    given.unlessHandedOff === true &&
    isHandedOff(connection, String(send.person), String(send.phone_number_id))
  )
    return "consent_changed";
  connection.run(
    `UPDATE waypost_send ${DISPATCHED} WHERE id = ?`,
    given.category ?? null,
    JSON.stringify(given.decision),
    given.at,
    given.sendId,
  );
  return "dispatched";
}

/** Says as well whether a status came before the answer. */
const ACCEPT = `
UPDATE waypost_send SET state = 'accepted', message_id = ?, message_status = ?, updated_at = ? WHERE id = ?
RETURNING EXISTS (SELECT 1 FROM waypost_early_status WHERE message_id = waypost_send.message_id) AS early`;

function accept(connection: Connection, { sendId, messageId, messageStatus, at }: Accept): void {
  const row = connection.get(ACCEPT, messageId, messageStatus ?? null, at, sendId);
  if (row === undefined || Number(row.early) === 0) return;
  const early = connection.all(
    "SELECT fact FROM waypost_early_status WHERE message_id = ? ORDER BY sequence",
    messageId,
  );
  connection.run("DELETE FROM waypost_early_status WHERE message_id = ?", messageId);
  const record = recordOf(connection.get("SELECT * FROM waypost_send WHERE id = ?", sendId));
  if (record !== undefined)
    save(
      connection,
      early.map((row) => JSON.parse(String(row.fact)) as StatusFact).reduce(applyStatusFact, record),
    );
}
