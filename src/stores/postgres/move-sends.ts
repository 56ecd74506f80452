import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import type { Query } from "./database.js";

/** The sends of `loser` become those of `winner`. Inside a transaction. */
export async function moveSends(query: Query, winner: PersonKey, loser: PersonKey): Promise<void> {
  const sends = await query(
    "SELECT id, idempotency_key, original_key FROM {send} WHERE person = $1 ORDER BY id FOR UPDATE",
    loser,
  );
  for (const { id, idempotency_key: held, original_key: original } of sends) {
    // The same message to the same person keeps its key under either name; who holds the new one keeps it.
    await query(
      `UPDATE {send} SET person = $1, original_key = $2, idempotency_key =
         CASE WHEN EXISTS (SELECT 1 FROM {send} AS other WHERE other.idempotency_key = $3 AND other.id <> $4) THEN NULL ELSE $3 END
       WHERE id = $4`,
      winner,
      rekey(String(original), loser, winner),
      typeof held === "string" ? rekey(held, loser, winner) : null,
      String(id),
    );
  }
}
