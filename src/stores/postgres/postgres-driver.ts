import { StoreError } from "../../core/index.js";

/** What is used of a connection that a pool lends. */
export interface PostgresClient {
  query(config: {
    text: string;
    values?: unknown[];
    name?: string;
    /** Milliseconds; `pg` takes it for the one query. */
    query_timeout?: number;
  }): Promise<{ rows: unknown[] }>;
  /** Gives the connection back; `true` closes it instead. */
  release(destroy?: boolean): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}

/** What is used of a pool: a `Pool` of `pg` fits. */
export interface PostgresPool {
  connect(callback: (error: Error | undefined, client: PostgresClient | undefined) => void): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}

/** A pool that this store opened itself. */
interface OwnPool extends PostgresPool {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "connect", listener: (client: Pick<PostgresClient, "query">) => void): unknown;
}

type PoolClass = new (options: Readonly<Record<string, unknown>>) => OwnPool;

/** A server that does not answer must not hold up a send for longer than this. */
const CONNECT_MS = 5_000;
const QUERY_MS = 15_000;

/**
 * A pool of `pg` on a connection string.
 *
 * @throws StoreError `STORE_DRIVER_MISSING`, `STORE_OPEN_FAILED`.
 */
export async function openPool(url: string, connections: number): Promise<PostgresPool> {
  checkUrl(url);
  const Pool = await loadPool();
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    // A script that only looks something up may end without waiting for idle connections.
    allowExitOnIdle: true,
    fallback_application_name: "waypost",
  });
  pool.on("connect", (client) => {
    // A failure belongs to the statement behind it, which meets it as well.
    client.query({ text: WITHOUT_JIT }).catch(() => undefined);
  });
  return pool;
}

/**
 * As long as a large table was not analysed, as after an import, the planner takes a look-up of one person for one of
 * thousands, and compiling it takes ten times as long as running it. No statement here gains by it. Not in the options of
 * the connection, which poolers in between refuse.
 */
const WITHOUT_JIT = "SET jit = off";

/** The error of `new URL` carries the whole address, and with it the password: it is never passed on. */
function checkUrl(url: string): void {
  let protocol = "";
  try {
    protocol = new URL(url).protocol;
  } catch {
    // Told below, in words without the address.
  }
  if (protocol === "postgres:" || protocol === "postgresql:") return;
  throw new StoreError("STORE_OPEN_FAILED", "The address of the PostgreSQL store is not a connection URL.", {
    fix: "Write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.",
  });
}

async function loadPool(): Promise<PoolClass> {
  // A variable, so that neither bundlers nor the types of `pg` are drawn in.
  const name: string = "pg";
  try {
    const module = (await import(name)) as { Pool?: PoolClass; default?: { Pool?: PoolClass } };
    const Pool = module.default?.Pool ?? module.Pool;
    if (Pool !== undefined) return Pool;
  } catch (cause) {
    throw missing(cause);
  }
  throw missing(undefined);
}

function missing(cause: unknown): StoreError {
  return new StoreError("STORE_DRIVER_MISSING", "The PostgreSQL driver cannot be loaded.", {
    fix: "Run: npm install pg",
    cause,
  });
}
