import type { WindowStore } from "../../windows/index.js";
import type { Connection } from "./connection.js";
import { resolvePerson, seePerson } from "./sqlite-person.js";

export function sqliteWindows(connection: Connection): WindowStore {
  return {
    recordInbound: (inbound) =>
      connection.write(() => {
        const person = resolvePerson(connection, inbound.person);
        seePerson(connection, person);
        connection.run(
          `INSERT INTO waypost_window (person, phone_number_id, last_inbound_at, last_inbound_message_id) VALUES (?, ?, ?, ?)
           ON CONFLICT (person, phone_number_id) DO UPDATE SET
             last_inbound_at = excluded.last_inbound_at, last_inbound_message_id = excluded.last_inbound_message_id
           WHERE (excluded.last_inbound_at, excluded.last_inbound_message_id)
             > (waypost_window.last_inbound_at, waypost_window.last_inbound_message_id)`,
          person,
          inbound.phoneNumberId,
          inbound.lastInboundAt,
          inbound.lastInboundMessageId,
        );
      }),
    get: (alias, phoneNumberId) =>
      connection.read(() => {
        const person = resolvePerson(connection, alias);
        const row = connection.get(
          "SELECT last_inbound_at, last_inbound_message_id FROM waypost_window WHERE person = ? AND phone_number_id = ?",
          person,
          phoneNumberId,
        );
        if (row === undefined) return undefined;
        return {
          person,
          phoneNumberId,
          lastInboundAt: Number(row.last_inbound_at),
          lastInboundMessageId: String(row.last_inbound_message_id),
        };
      }),
  };
}
