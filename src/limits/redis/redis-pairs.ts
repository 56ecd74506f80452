import { hash } from "node:crypto";
import { type PersonKey, SECOND, systemClock } from "../../core/index.js";
import { limitsUnavailable } from "../limits-unavailable.js";
import { createPairLimiter, type PairLimiter, type PairLimiterOptions } from "../pair-limiter.js";
import type { WhenAway } from "../while-away.js";
import { askTogether } from "./ask-together.js";
import type { OpenRedis } from "./redis-client.js";
import { runScript } from "./run-script.js";
import { PENALISE_PAIR, TAKE_PAIRS } from "./scripts.js";
import { within } from "./within.js";

const ANSWER_MS = 2_000;
const RETRY_MS = 100;
/** People asked about in one script, which is one instant for Redis: it shall be a short one. */
const MOST_TOGETHER = 100;

/** The pace towards each person, kept in Redis on its clock; keys carry a hash of the person, never a number. */
export function redisPairs(
  options: PairLimiterOptions & {
    readonly redis: () => Promise<OpenRedis>;
    readonly prefix: string;
    readonly whenAway: WhenAway;
  },
): PairLimiter {
  const { intervalMs = 6 * SECOND, burst = 45, whenAway } = options;
  const toleranceMs = intervalMs * (burst - 1);
  const fallback = whenAway.share === undefined ? undefined : createPairLimiter(options);
  const keyOf = (phoneNumberId: string, person: PersonKey): string =>
    `${options.prefix}pair:${phoneNumberId}:${hash("sha256", person, "base64url").slice(0, 22)}`;
  const run = async (script: string, keys: readonly string[]): Promise<unknown> => {
    const { client } = await options.redis();
    const both = keys.flatMap((key) => [key, `${key}:p`]);
    return within(ANSWER_MS, runScript(client, script, both, [intervalMs, toleranceMs]));
  };
  const take = askTogether<string, number>(
    async (keys) => (await run(TAKE_PAIRS, keys)) as number[],
    MOST_TOGETHER,
  );
  let awaySince: number | undefined;
  return {
    tryAcquire: async (phoneNumberId, person) => {
      const key = keyOf(phoneNumberId, person);
      for (;;) {
        try {
          const retryAfterMs = await take(key);
          awaySince = undefined;
          return retryAfterMs > 0 ? { ok: false, retryAfterMs } : { ok: true };
        } catch {
          const now = performance.now();
          awaySince ??= now;
          if (now - awaySince < whenAway.waitMs) await systemClock.sleep(RETRY_MS);
          else if (fallback !== undefined) return fallback.tryAcquire(phoneNumberId, person);
          else throw limitsUnavailable("redis");
        }
      }
    },
    penalise: async (phoneNumberId, person) => {
      await fallback?.penalise(phoneNumberId, person);
      await run(PENALISE_PAIR, [keyOf(phoneNumberId, person)]).catch(() => undefined);
    },
    size: 0,
  };
}
