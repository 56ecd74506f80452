import { recordReader, type TemplateRecord, type TemplateStore } from "../../templates/index.js";
import type { Database } from "./database.js";

type Key = readonly [account: string, name: string, language: string];

const GET = `
SELECT known.record
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (account, name, language, place)
LEFT JOIN {template} AS known ON known.business_account_id = given.account
  AND known.name = given.name AND known.language = given.language
ORDER BY given.place`;

export function postgresTemplates(database: Database): TemplateStore {
  const recordOf = recordReader();
  const get = database.batch<Key, TemplateRecord | undefined>(async (keys) => {
    const rows = await database.query(
      GET,
      keys.map(([account]) => account),
      keys.map(([, name]) => name),
      keys.map(([, , language]) => language),
    );
    return rows.map(({ record }, index) =>
      typeof record === "string" ? recordOf(record, ...(keys[index] ?? [])) : undefined,
    );
  });
  return {
    get: (account, name, language) => get([account, name, language]),
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
