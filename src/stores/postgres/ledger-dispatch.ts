import type { LedgerStore } from "../../ledger/index.js";
import type { Database } from "./database.js";

type Dispatch = Parameters<LedgerStore["dispatch"]>[0];
type Outcome = Awaited<ReturnType<LedgerStore["dispatch"]>>;

/**
 * Compares and marks in one statement. Locking the send and the view makes READ COMMITTED look at the newest committed
 * rows, not at those of the statement's start: a withdrawal that was stored a moment ago is seen, one that is just being
 * stored is waited for, and one that comes later waits until this is written. The view exists since the claim.
 */
const DISPATCH = `
WITH given AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::int[])
    AS given (id, revision, category, decision, at, unless_handed_off)
), ready AS MATERIALIZED (
  SELECT sending.id FROM given
  JOIN {send} AS sending ON sending.id = given.id
  JOIN {consent_view} AS known ON known.person = sending.person AND known.namespace = sending.namespace
  WHERE sending.state = 'claimed' AND known.revision = given.revision
    AND NOT (given.unless_handed_off = 1 AND EXISTS (
      SELECT 1 FROM {conversation} AS chat
      WHERE chat.person = sending.person AND chat.phone_number_id = sending.phone_number_id
        AND chat.handed_off_at IS NOT NULL
    ))
  ORDER BY sending.id
  FOR UPDATE OF sending FOR SHARE OF known
)
UPDATE {send} AS sending
SET state = 'dispatching', category = given.category, decision = given.decision, updated_at = given.at
FROM given JOIN ready ON ready.id = given.id
WHERE sending.id = given.id
RETURNING sending.id`;

const STATES = "SELECT id FROM {send} WHERE id = ANY ($1::text[]) AND state = 'claimed'";

export function ledgerDispatch(database: Database): (dispatch: Dispatch) => Promise<Outcome> {
  return database.batch<Dispatch, Outcome>(async (all) => {
    const ids = all.map(({ sendId }) => sendId);
    const rows = await database.query(
      DISPATCH,
      ids,
      all.map(({ consentRevision }) => consentRevision),
      all.map(({ category }) => category ?? null),
      all.map(({ decision }) => JSON.stringify(decision)),
      all.map(({ at }) => at),
      all.map(({ unlessHandedOff }) => (unlessHandedOff === true ? 1 : 0)),
    );
    const dispatched = new Set(rows.map((row) => String(row.id)));
    const others = ids.filter((id) => !dispatched.has(id));
    const claimed =
      others.length === 0
        ? new Set<string>()
        : new Set((await database.query(STATES, others)).map((row) => String(row.id)));
    return ids.map((id) =>
      // Asked twice in one batch, it is dispatched once.
      dispatched.delete(id) ? "dispatched" : claimed.has(id) ? "consent_changed" : "lost",
    );
  });
}
