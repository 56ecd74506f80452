import { createHash } from "node:crypto";
import { type ErasureKeys, keyIdOf, missingErasureKey } from "../../consent/index.js";
import { Batcher, type BatcherOptions } from "./batcher.js";
import { inSchema } from "./database-schema.js";
import { migrate } from "./migrations.js";
import type { PostgresClient, PostgresPool } from "./postgres-driver.js";
import {
  connectionSurvives,
  isAboutOneValue,
  mayRunAgain,
  openFailure,
  useFailure,
} from "./store-failure.js";
import { fromStored, toStored } from "./stored-text.js";

type SqlScalar = string | number | null;
export type SqlValue = SqlScalar | readonly SqlScalar[];
export type Row = Readonly<Record<string, unknown>>;

/** Runs one statement. `{send}` in it stands for the table `waypost_send` in the store's schema. */
export type Query = (sql: string, ...values: SqlValue[]) => Promise<readonly Row[]>;

export interface DatabaseOptions {
  readonly open: () => Promise<PostgresPool>;
  /** The pool was opened for this store, and is closed with it. */
  readonly owned: boolean;
  readonly schema: string;
  /** Marks of erased people. */
  readonly erasure: ErasureKeys;
  readonly preparedStatements: boolean;
}

/**
 * So many times a statement is planned for the tables as they are, before it is prepared: a plan made while they are
 * still empty reads whole tables, and PostgreSQL would keep it as they grow.
 */
const UNPREPARED = 2_000;

/** How often work is done again after a deadlock. */
const TRIES = 8;

const ignore = (): void => undefined;

/** The pool: opened and migrated on first use, statements in the store's schema, errors as `StoreError`. */
export class Database {
  readonly #options: DatabaseOptions;
  readonly erasure: ErasureKeys;
  readonly #statements = new Map<string, { readonly text: string; readonly name: string; uses: number }>();
  readonly #underWay = new Set<Promise<unknown>>();
  #pool: PostgresPool | undefined;
  #opening: Promise<PostgresPool> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.erasure = options.erasure;
  }

  async init(): Promise<void> {
    await this.#open();
  }

  /** One statement, a transaction of its own. */
  query: Query = (sql, ...values) => this.#safely((client) => this.#run(client, sql, values));

  /**
   * `work` may be run again after a deadlock: it must change nothing but the database. `patienceMs`: how long each of its
   * statements may take, where that is longer than what a send waits for.
   */
  transaction<T>(
    work: (query: Query) => Promise<T>,
    { patienceMs }: { readonly patienceMs?: number } = {},
  ): Promise<T> {
    return this.#safely(async (client) => {
      // Said aloud, because a database may have another default.
      await client.query({ text: "BEGIN ISOLATION LEVEL READ COMMITTED" });
      try {
        const result = await work((sql, ...values) => this.#run(client, sql, values, patienceMs));
        await client.query({ text: "COMMIT" });
        return result;
      } catch (error) {
        // Any other connection is thrown away, and the transaction with it.
        if (connectionSurvives(error)) await client.query({ text: "ROLLBACK" });
        throw error;
      }
    });
  }

  /** Collects what is asked for at the same time into one `flush`. */
  batch<I, O>(
    flush: (items: readonly I[]) => Promise<readonly O[]>,
    options: Partial<BatcherOptions<I, O>> = {},
  ): (item: I) => Promise<O> {
    const batcher = new Batcher<I, O>({ flush, isAboutOneValue, ...options });
    return (item) => this.#track(batcher.add(item));
  }

  async close(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#opening?.catch(ignore);
    const pool = this.#pool;
    this.#pool = undefined;
    this.#opening = undefined;
    if (pool === undefined) return;
    if (this.#options.owned) await pool.end();
    pool.removeListener("error", ignore);
  }

  async #open(): Promise<PostgresPool> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      // The next call tries again: the server may be back.
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #start(): Promise<PostgresPool> {
    const pool = await this.#options.open();
    // An idle connection that breaks tells the pool, and a pool nobody listens to ends the process.
    pool.on("error", ignore);
    try {
      await lend(pool, async (client) => {
        await migrate(client, this.#options.schema);
        const ids = await this.#markKeyIds(client);
        const missing = ids.filter((id) => !this.erasure.has(id));
        if (missing.length > 0) throw missingErasureKey(missing);
      });
    } catch (error) {
      pool.removeListener("error", ignore);
      if (this.#options.owned) await pool.end().catch(ignore);
      throw openFailure(error);
    }
    this.#pool = pool;
    return pool;
  }

  /** Ids of the keys that made the marks in this schema; one step of the index for each. */
  async #markKeyIds(client: PostgresClient): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after = "~"; ;) {
      const [row] = await this.#run(
        client,
        "SELECT alias FROM {person} WHERE alias > $1 AND alias < E'\\x7f' ORDER BY alias LIMIT 1",
        [after],
      );
      if (row === undefined) return ids;
      const id = keyIdOf(String(row.alias));
      ids.push(id);
      after = `~${id};`; // ";" sorts right behind the ":" that ends an id.
    }
  }

  #safely<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    return this.#track(this.#withRetries(work));
  }

  async #withRetries<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    const pool = await this.#open();
    for (let tries = 1; ; tries++) {
      try {
        return await lend(pool, work);
      } catch (error) {
        if (!mayRunAgain(error) || tries >= TRIES) throw useFailure(error);
      }
    }
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    const forget = (): void => void this.#underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  async #run(
    client: PostgresClient,
    sql: string,
    values: readonly SqlValue[],
    patienceMs?: number,
  ): Promise<readonly Row[]> {
    const { rows } = await client.query({
      ...this.#statement(sql),
      values: values.map(toStored),
      ...(patienceMs === undefined ? {} : { query_timeout: patienceMs }),
    });
    return (rows as Row[]).map((row) => {
      const read: Record<string, unknown> = {};
      for (const name in row) read[name] = fromStored(row[name]);
      return read;
    });
  }

  #statement(sql: string): { readonly text: string; readonly name?: string } {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      const text = inSchema(sql, this.#options.schema);
      const name = `waypost_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
      statement = { text, name, uses: 0 };
      this.#statements.set(sql, statement);
    }
    const { text, name } = statement;
    const prepared = this.#options.preparedStatements && ++statement.uses > UNPREPARED;
    return prepared ? { text, name } : { text };
  }
}

/** Lends a connection; one that broke is thrown away instead of given back. */
async function lend<T>(pool: PostgresPool, work: (client: PostgresClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let good = true;
  try {
    return await work(client);
  } catch (error) {
    good = connectionSurvives(error);
    throw error;
  } finally {
    client.removeListener("error", ignore);
    client.release(!good);
  }
}

/**
 * While a connection is lent the pool does not listen to it, and an error that nobody hears ends the process. With the
 * callback there is no moment between the two.
 */
function connect(pool: PostgresPool): Promise<PostgresClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      client?.on("error", ignore);
      if (client === undefined) reject(error ?? new Error("The pool lends no connection."));
      else resolve(client);
    });
  });
}
