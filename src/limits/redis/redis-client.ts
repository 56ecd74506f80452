import { docsUrl, StoreError, ValidationError } from "../../core/index.js";

/** What Waypost uses of an ioredis 5 client; `new Redis(...)` of `ioredis` fits. */
export interface RedisClient {
  readonly status: string;
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  evalsha(sha: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  quit(): Promise<unknown>;
  disconnect(): void;
}

/** How Redis is reached: by URL, or by a client of yours. */
export type RedisConnectionOptions =
  | {
      /** `redis://user:password@host:6379/0`: Waypost connects and closes. Needs the package `ioredis`. */
      readonly url: string;
      readonly client?: undefined;
    }
  | {
      /** An ioredis client that you own and close. */
      readonly client: RedisClient;
      readonly url?: undefined;
    };

export interface OpenRedis {
  readonly client: RedisClient;
  readonly owned: boolean;
}

/**
 * The user's client, or one of our own.
 *
 * @throws ValidationError `INVALID_OPTIONS`; StoreError `STORE_DRIVER_MISSING` when ioredis is not installed.
 */
export async function openRedis(options: RedisConnectionOptions): Promise<OpenRedis> {
  if (options.client !== undefined) return { client: options.client, owned: false };
  if (typeof options.url !== "string" || !/^rediss?:\/\//.test(options.url)) {
    throw new ValidationError("INVALID_OPTIONS", "Redis cannot be opened: give url or client.", {
      fix: `For example { url: "redis://127.0.0.1:6379" }. See ${docsUrl("INVALID_OPTIONS")}.`,
      problems: [{ field: "url", problem: "expected redis:// or rediss://" }],
    });
  }
  const Redis = await loadIoredis();
  // A command under way when the connection breaks is given up after one retry: whoever asked asks again.
  const client = new Redis(options.url, { maxRetriesPerRequest: 1, enableReadyCheck: true });
  return { client, owned: true };
}

type RedisClass = new (url: string, options: Record<string, unknown>) => RedisClient;

async function loadIoredis(): Promise<RedisClass> {
  try {
    const module = (await import("ioredis")) as unknown as { readonly Redis: RedisClass };
    return module.Redis;
  } catch (cause) {
    throw new StoreError("STORE_DRIVER_MISSING", "The package ioredis is not installed.", {
      fix: "npm install ioredis, or give a client of your own.",
      cause,
    });
  }
}
