/** Puts the store's schema before the tables of a statement: `{send}` becomes `"schema".waypost_send`, `{schema}` the schema itself. */
export function inSchema(sql: string, schema: string): string {
  const quoted = `"${schema.replaceAll('"', '""')}"`;
  return sql.replace(/\{(\w+)\}/g, (_whole, table: string) =>
    table === "schema" ? quoted : `${quoted}.waypost_${table}`,
  );
}
