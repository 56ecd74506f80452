import type { PersonKey } from "../../core/index.js";
import { rekey } from "../../ledger/index.js";
import type { Connection } from "./connection.js";

/** The sends of `loser` become those of `winner`. Inside a transaction. */
export function moveSends(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  rekeySends(connection, winner, loser);
  connection.run("UPDATE waypost_send SET person = ? WHERE person = ?", winner, loser);
}

/** The same message to the same person keeps its key under either name; who holds the new one keeps it. */
function rekeySends(connection: Connection, winner: PersonKey, loser: PersonKey): void {
  const sends = connection.all(
    "SELECT id, idempotency_key, original_key FROM waypost_send WHERE person = ?",
    loser,
  );
  for (const { id, idempotency_key: held, original_key: original } of sends) {
    connection.run(
      "UPDATE waypost_send SET original_key = ? WHERE id = ?",
      rekey(String(original), loser, winner),
      String(id),
    );
    if (held === null || held === undefined) continue;
    const key = rekey(String(held), loser, winner);
    const moved = connection.run(
      "UPDATE OR IGNORE waypost_send SET idempotency_key = ? WHERE id = ?",
      key,
      String(id),
    );
    if (moved === 0)
      connection.run("UPDATE waypost_send SET idempotency_key = NULL WHERE id = ?", String(id));
  }
}
