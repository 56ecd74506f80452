import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** The Redis that tests may use. Set `WAYPOST_TEST_REDIS_URL` for another one. */
export const REDIS_URL = process.env.WAYPOST_TEST_REDIS_URL ?? "redis://127.0.0.1:6379";

/** True when it answers; else says how to enable the tests that need it. */
export async function redisIsThere(): Promise<boolean> {
  const client = new Redis(REDIS_URL, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    process.stderr.write(`skipped: no Redis at ${REDIS_URL}. Start one, or set WAYPOST_TEST_REDIS_URL.\n`);
    return false;
  } finally {
    client.disconnect();
  }
}

/** A key prefix of its own, and how to delete what stands under it. */
export function ownPrefix(): { readonly prefix: string; readonly clean: () => Promise<void> } {
  const prefix = `waypost-test-${Math.random().toString(36).slice(2)}:`;
  const clean = async (): Promise<void> => {
    const client = new Redis(REDIS_URL);
    // bottleneck puts its own b_ before the id of a limiter.
    for (const pattern of [`${prefix}*`, `b_${prefix}*`]) {
      const keys = await client.keys(pattern);
      if (keys.length > 0) await client.del(...keys);
    }
    await client.quit();
  };
  return { prefix, clean };
}

/** A Redis of the test's own, which it may stop and start. Undefined where the program is not installed. */
export async function ownRedis(
  settings: readonly string[] = [],
): Promise<
  | { readonly url: string; start(): Promise<void>; stop(): Promise<void>; dispose(): Promise<void> }
  | undefined
> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "waypost-redis-"));
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const child = spawn(
      "redis-server",
      ["--port", String(port), "--save", "", "--dir", folder, ...settings],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.stdout.on("data", (text: Buffer) => {
        if (text.includes("Ready to accept connections")) resolve();
      });
    });
    server = child;
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  try {
    await start();
  } catch {
    process.stderr.write(
      "skipped: the program redis-server is not installed (Debian: apt-get install redis-server).",
    );
    return undefined;
  }
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    start,
    stop,
    dispose: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
