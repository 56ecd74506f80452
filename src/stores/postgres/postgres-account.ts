import type { AccountFact, AccountStore } from "../../account/index.js";
import type { Database } from "./database.js";

export function postgresAccount(database: Database): AccountStore {
  return {
    put: async (fact) => {
      const rows = await database.query(
        `INSERT INTO {account_fact} AS known (business_account_id, topic, subject, at, fact) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (business_account_id, topic, subject) DO UPDATE SET at = excluded.at, fact = excluded.fact
         WHERE excluded.at >= known.at RETURNING 1 AS taken`,
        fact.businessAccountId,
        fact.topic,
        fact.subject,
        fact.at,
        JSON.stringify(fact),
      );
      return rows.length === 1;
    },
    list: async (businessAccountId) => {
      const rows = await database.query(
        "SELECT fact FROM {account_fact} WHERE business_account_id = $1",
        businessAccountId,
      );
      return rows.map((row) => JSON.parse(String(row.fact)) as AccountFact);
    },
  };
}
