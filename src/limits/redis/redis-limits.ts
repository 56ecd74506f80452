import { randomInt } from "node:crypto";
import { seededRandom, ValidationError } from "../../core/index.js";
import type { LimitsBackend } from "../limits-backend.js";
import { createSharedNumberBucket } from "../shared-number-bucket.js";
import type { WhenAway } from "../while-away.js";
import { openRedis, type OpenRedis, type RedisConnectionOptions } from "./redis-client.js";
import { redisPairs } from "./redis-pairs.js";
import { redisTokens } from "./redis-tokens.js";

/** Where the shared limits are kept. */
export type RedisLimitsOptions = RedisConnectionOptions & {
  /** Start of every key. Default `waypost:`. Processes that share numbers share it. */
  readonly prefix?: string | undefined;
  /**
   * While Redis is away, sends wait `waitMs` (default 5,000). After that they are held with `LIMITS_UNAVAILABLE`, or,
   * with `share`, this process goes on with that part of the limit: 0.25 where four processes share a number.
   */
  readonly whenAway?: { readonly waitMs?: number; readonly share?: number } | undefined;
};

/**
 * Limits that many processes share over Redis 6 or newer: throughput of each number, pace towards each person.
 *
 * @example
 * ```ts
 * new Waypost({ ..., limits: redisLimits({ url: "redis://127.0.0.1:6379" }) });
 * ```
 * @throws ValidationError `INVALID_OPTIONS`. StoreError `STORE_DRIVER_MISSING` comes with the first send.
 */
export function redisLimits(options: RedisLimitsOptions): LimitsBackend {
  const share = options.whenAway?.share;
  if (share !== undefined && !(share > 0 && share <= 1)) {
    throw new ValidationError("INVALID_OPTIONS", "whenAway.share must be above 0 and at most 1.", {
      fix: "Give 1 divided by the number of processes that share the number.",
      problems: [{ field: "whenAway.share", problem: "expected a part of 1" }],
    });
  }
  const whenAway: WhenAway = { waitMs: options.whenAway?.waitMs ?? 5_000, share };
  const prefix = options.prefix ?? "waypost:";
  let opening: Promise<OpenRedis> | undefined;
  // Without a listener ioredis prints every failed connection; whoever needs Redis notices by itself.
  const quiet = (): void => undefined;
  const redis = (): Promise<OpenRedis> =>
    (opening ??= openRedis(options).then((open) => {
      open.client.on("error", quiet);
      return open;
    }));
  return {
    name: "redis",
    numberBucket: (phoneNumberId, bucket) =>
      createSharedNumberBucket(redisTokens({ redis, prefix, phoneNumberId }), {
        ...bucket,
        whenAway,
        backend: "redis",
        // Processes that ask in step would take turns in getting nothing.
        random: seededRandom(randomInt(2 ** 32)),
      }),
    pairLimiter: (pairs) => redisPairs({ ...pairs, redis, prefix, whenAway }),
    close: async () => {
      const open = await opening;
      if (open === undefined) return;
      open.client.off("error", quiet);
      if (!open.owned) return;
      // A client that cannot reach Redis has nobody to say goodbye to.
      if (open.client.status === "ready") await open.client.quit().catch(quiet);
      else open.client.disconnect();
    },
  };
}
