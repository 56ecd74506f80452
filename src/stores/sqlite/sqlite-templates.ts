import type { TemplateRecord, TemplateStore } from "../../templates/index.js";
import type { Connection } from "./connection.js";

export function sqliteTemplates(connection: Connection): TemplateStore {
  // Every send asks, and nearly always for the same text: one object for it, so that others remember what they found in it.
  const read = new Map<string, { readonly text: string; readonly record: TemplateRecord }>();
  const recordOf = (key: string, text: string): TemplateRecord => {
    const known = read.get(key);
    if (known?.text === text) return known.record;
    const record = JSON.parse(text) as TemplateRecord;
    read.set(key, { text, record });
    return record;
  };
  return {
    get: (account, name, language) =>
      connection.read(() => {
        const row = connection.get(
          "SELECT record FROM waypost_template WHERE business_account_id = ? AND name = ? AND language = ?",
          account,
          name,
          language,
        );
        return row && recordOf(JSON.stringify([account, name, language]), String(row.record));
      }),
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
      }),
  };
}
