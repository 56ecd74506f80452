import { recordReader, type TemplateRecord, type TemplateStore } from "../../templates/index.js";
import type { Connection } from "./connection.js";
import { KeptReads } from "./kept-reads.js";

/** Meta lets most accounts have no more. */
const MOST_KEPT = 6_000;

export function sqliteTemplates(connection: Connection): TemplateStore {
  const recordOf = recordReader();
  const records = new KeptReads<TemplateRecord | undefined>(connection, MOST_KEPT);
  const look = (account: string, name: string, language: string): TemplateRecord | undefined => {
    const row = connection.get(
      "SELECT record FROM waypost_template WHERE business_account_id = ? AND name = ? AND language = ?",
      account,
      name,
      language,
    );
    return row && recordOf(String(row.record), account, name, language);
  };
  return {
    get: (account, name, language) =>
      connection.read(() =>
        records.get([account, name, language].join("\n"), () => look(account, name, language)),
      ),
    list: (account) =>
      connection.read(() =>
        connection
          .all(
            "SELECT record FROM waypost_template WHERE business_account_id = ? ORDER BY name, language",
            account,
          )
          .map((row) => JSON.parse(String(row.record)) as TemplateRecord),
      ),
    put: (record) =>
      connection.write(() => {
        connection.run(
          `INSERT INTO waypost_template (business_account_id, name, language, updated_at, record) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (business_account_id, name, language) DO UPDATE SET
             updated_at = excluded.updated_at, record = excluded.record
           WHERE excluded.updated_at >= waypost_template.updated_at`,
          record.businessAccountId,
          record.name,
          record.language,
          record.updatedAt,
          JSON.stringify(record),
        );
        connection.outdate();
      }),
  };
}
