import type { AccountFact, AccountStore } from "../../account/index.js";
import type { Connection } from "./connection.js";

export function sqliteAccount(connection: Connection): AccountStore {
  return {
    put: (fact) =>
      connection.write(
        () =>
          connection.run(
            `INSERT INTO waypost_account_fact (business_account_id, topic, subject, at, fact) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (business_account_id, topic, subject) DO UPDATE SET at = excluded.at, fact = excluded.fact
             WHERE excluded.at >= waypost_account_fact.at`,
            fact.businessAccountId,
            fact.topic,
            fact.subject,
            fact.at,
            JSON.stringify(fact),
          ) > 0,
      ),
    list: (businessAccountId) =>
      connection.read(() =>
        connection
          .all("SELECT fact FROM waypost_account_fact WHERE business_account_id = ?", businessAccountId)
          .map((row) => JSON.parse(String(row.fact)) as AccountFact),
      ),
  };
}
