import { randomUUID } from "node:crypto";
import Bottleneck from "bottleneck";
import type { Pace } from "../pace.js";
import type { SharedTokens } from "../shared-number-bucket.js";
import type { OpenRedis, RedisClient } from "./redis-client.js";
import { redisWire } from "./redis-wire.js";
import { runScript } from "./run-script.js";
import { TAKE_TOKENS } from "./scripts.js";
import { within } from "./within.js";

/** Meta's second, and one millisecond for the clock's rounding. */
const WINDOW_MS = 1_001;
const ANSWER_MS = 2_000;
/** bottleneck's own default of 5 s would leave other processes waiting after a change of settings. */
const HEARTBEAT_MS = 250;

/**
 * The number's tokens in Redis: bottleneck's clustering spaces the leases of all processes, and an exact count of the
 * last second, in one script, catches what jitter and dying processes would let through.
 */
export function redisTokens(options: {
  readonly redis: () => Promise<OpenRedis>;
  readonly prefix: string;
  readonly phoneNumberId: string;
}): SharedTokens {
  const key = `${options.prefix}number:${options.phoneNumberId}`;
  const nonce = randomUUID().slice(0, 8);
  let serial = 0;
  let open: Promise<{ limiter: Bottleneck; connection: Bottleneck.IORedisConnection }> | undefined;

  const limiterOf = async (client: RedisClient, pace: Pace): Promise<Bottleneck> => {
    open ??= Promise.resolve().then(() => {
      const connection = new Bottleneck.IORedisConnection({ client, Redis: client.constructor });
      connection.on("error", ignore);
      hearSubscriptions(subscriberOf(connection));
      const limiter = new Bottleneck({
        id: key,
        datastore: "ioredis",
        connection,
        minTime: Math.ceil(pace.intervalMs),
        heartbeatInterval: HEARTBEAT_MS,
        timeout: 600_000,
      });
      limiter.on("error", ignore);
      return { limiter, connection };
    });
    return (await open).limiter;
  };

  /** bottleneck may keep a job for ever that was under way when Redis went: a new limiter takes over. */
  const drop = async (): Promise<void> => {
    const current = open;
    open = undefined;
    const { limiter, connection } = (await current) ?? {};
    // Else bottleneck says goodbye on a connection that may be gone, and nobody hears its failure.
    if (connection !== undefined) (connection as unknown as { terminated: boolean }).terminated = true;
    // Without a flush it leaves the client open, which may be the user's.
    await Promise.resolve(limiter?.disconnect(false)).catch(ignore);
    if (connection !== undefined) subscriberOf(connection)?.disconnect();
  };

  const take = async (client: RedisClient, count: number, limit: number, always: boolean) =>
    (await runScript(
      client,
      TAKE_TOKENS,
      [`${key}:second`],
      [count, limit, WINDOW_MS, `${nonce}${String(++serial)}`, always ? 1 : 0],
    )) as [number, number];
  const wire = redisWire(key, nonce);

  const connected = async (): Promise<RedisClient> => {
    const { client } = await options.redis();
    if (client.status !== "ready") throw new Error(`Redis is ${client.status}.`);
    return client;
  };

  return {
    lease: async (count, pace) => {
      const client = await connected();
      try {
        const limiter = await limiterOf(client, pace);
        await within(
          ANSWER_MS + pace.intervalMs,
          limiter.schedule(() => Promise.resolve()),
        );
        const [taken, waitMs] = await within(ANSWER_MS, take(client, count, pace.perSecond, false));
        if (taken === 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        return taken;
      } catch (error) {
        await drop();
        throw error;
      }
    },
    depart: async (count, pace) => wire.take(await connected(), count, pace.perSecond),
    spend: (count) => {
      connected()
        .then((client) => Promise.all([take(client, count, 0, true), wire.spend(client, count)]))
        .catch(ignore);
    },
    setPace: (pace) => {
      // Every process reads the new spacing from Redis.
      open
        ?.then(({ limiter }) => limiter.updateSettings({ minTime: Math.ceil(pace.intervalMs) }))
        .catch(ignore);
    },
    close: drop,
  };
}

type Subscriber = RedisClient & { subscribe?: (...asked: unknown[]) => Promise<unknown> };

/** bottleneck's second connection, on which it hears the other processes. */
function subscriberOf(connection: Bottleneck.IORedisConnection): Subscriber | undefined {
  return (connection as unknown as { readonly subscriber?: Subscriber }).subscriber;
}

/**
 * After an outage ioredis subscribes again by itself, and nobody hears when that fails: a client that was closed in that moment
 * ended the process.
 */
function hearSubscriptions(subscriber: Subscriber | undefined): void {
  const subscribe = subscriber?.subscribe?.bind(subscriber);
  if (subscriber === undefined || subscribe === undefined) return;
  subscriber.subscribe = (...asked) => {
    const done = subscribe(...asked);
    done.catch(ignore);
    return done;
  };
}

function ignore(): void {
  // Whoever needs Redis notices by itself; a listener keeps the process from ending.
}
