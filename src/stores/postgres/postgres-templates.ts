import type { TemplateRecord, TemplateStore } from "../../templates/index.js";
import type { Database } from "./database.js";

export function postgresTemplates(database: Database): TemplateStore {
  return {
    get: async (account, name, language) => {
      const [row] = await database.query(
        "SELECT record FROM {template} WHERE business_account_id = $1 AND name = $2 AND language = $3",
        account,
        name,
        language,
      );
      return row === undefined ? undefined : (JSON.parse(String(row.record)) as TemplateRecord);
    },
    list: async (account) => {
      const rows = await database.query(
        "SELECT record FROM {template} WHERE business_account_id = $1 ORDER BY name, language",
        account,
      );
      return rows.map((row) => JSON.parse(String(row.record)) as TemplateRecord);
    },
    put: async (record) => {
      await database.query(
        `INSERT INTO {template} AS known (business_account_id, name, language, updated_at, record) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (business_account_id, name, language) DO UPDATE SET
           updated_at = excluded.updated_at, record = excluded.record
         WHERE excluded.updated_at >= known.updated_at`,
        record.businessAccountId,
        record.name,
        record.language,
        record.updatedAt,
        JSON.stringify(record),
      );
    },
  };
}
