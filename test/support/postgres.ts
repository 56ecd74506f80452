import { randomUUID } from "node:crypto";
import pg from "pg";

/** Where the tests find a PostgreSQL in which they may create and drop schemas. */
export const POSTGRES_URL =
  process.env.WAYPOST_TEST_POSTGRES_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";

export const HOW_TO_ENABLE =
  "no PostgreSQL answers: start one, and set WAYPOST_TEST_POSTGRES_URL=postgres://user:password@host:5432/database";

/** Undefined when a PostgreSQL answers, else how to enable the tests that need one. Tells it once. */
export async function postgresMissing(): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch {
    process.stdout.write(`PostgreSQL tests are skipped: ${HOW_TO_ENABLE}\n`);
    return HOW_TO_ENABLE;
  }
}

/** A name for a schema that no other test has. */
export function freshSchema(): string {
  return `waypost_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
}

/** Runs one statement on a connection of its own. */
export async function sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export async function dropSchema(schema: string): Promise<void> {
  await sql(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
}
