import { isAbsolute, resolve } from "node:path";
import { memoryStore, type Store, ValidationError, Waypost } from "waypost";
import type { CliIo } from "./cli-io.js";
import { type CliConfig, need } from "./config.js";
import { UsageError } from "./usage-error.js";

/** What a command needs of the client; what it does not need may be missing. */
export interface ConnectOptions {
  readonly config: CliConfig;
  readonly io: CliIo;
  /** Graph is asked: a token and an account are needed. */
  readonly graph?: boolean | undefined;
  /** The store is opened: it must be named. Otherwise the registry lives in memory. */
  readonly store?: boolean | undefined;
}

/** Runs something with a client, and closes client and store behind it. */
export async function withWaypost<Result>(
  options: ConnectOptions,
  work: (waypost: Waypost, store: Store) => Promise<Result>,
): Promise<Result> {
  const { config, io } = options;
  const store = options.store === true ? await openStore(need(config, "store"), io.cwd) : memoryStore();
  const waypost = newWaypost(options, store);
  try {
    return await work(waypost, store);
  } finally {
    await waypost.close();
    await store.close();
  }
}

function newWaypost({ config, graph }: ConnectOptions, store: Store): Waypost {
  try {
    return new Waypost({
      accessToken: graph === true ? need(config, "accessToken") : (config.accessToken ?? noToken),
      businessAccountId:
        graph === true ? need(config, "businessAccountId") : (config.businessAccountId ?? "0"),
      phoneNumberId: config.phoneNumberId ?? "0",
      // No webhook is taken here: what checks them need not be known.
      appSecret: config.appSecret ?? "not needed",
      verifyToken: config.verifyToken ?? "not needed",
      business: config.business ?? {
        name: "this business",
        escalation: { kind: "in_chat", value: "not needed" },
      },
      store,
      namespace: config.namespace,
      baseUrl: config.baseUrl,
      apiVersion: config.apiVersion,
    });
  } catch (error) {
    if (ValidationError.is(error)) throw new UsageError(error.message);
    throw error;
  }
}

function noToken(): never {
  throw new UsageError(
    "Graph has to be asked, and there is no access token.",
    "Set WAYPOST_ACCESS_TOKEN, or write accessToken in waypost.config.js.",
  );
}

/** A store by its address. Its driver is loaded only now. */
export async function openStore(address: string, cwd: string): Promise<Store> {
  if (/^postgres(?:ql)?:/i.test(address)) {
    const { postgresStore } = await import("waypost/postgres");
    return postgresStore({ url: address });
  }
  const { sqliteStore } = await import("waypost/sqlite");
  return sqliteStore({ path: sqlitePath(address, cwd) });
}

/** The file of a SQLite address: `sqlite:waypost.db`, `sqlite:///var/waypost.db`, or a path. */
export function sqlitePath(address: string, cwd: string): string {
  const path = address.replace(/^sqlite:(?:\/\/(?=\/))?/i, "");
  if (path === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(path))
    throw new UsageError(
      "The store's address is none that is known.",
      "Write sqlite:waypost.db, a path, or postgres://user:password@host:5432/database.",
    );
  return path === ":memory:" || isAbsolute(path) ? path : resolve(cwd, path);
}
