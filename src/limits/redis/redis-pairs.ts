import { createHash } from "node:crypto";
import { type PersonKey, SECOND } from "../../core/index.js";
import { limitsUnavailable } from "../limits-unavailable.js";
import { createPairLimiter, type PairLimiter, type PairLimiterOptions } from "../pair-limiter.js";
import type { WhenAway } from "../shared-number-bucket.js";
import type { OpenRedis } from "./redis-client.js";
import { runScript } from "./run-script.js";
import { PENALISE_PAIR, TAKE_PAIR } from "./scripts.js";
import { within } from "./within.js";

const ANSWER_MS = 2_000;
const RETRY_MS = 100;

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
  const run = async (script: string, phoneNumberId: string, person: PersonKey): Promise<number> => {
    const { client } = await options.redis();
    const hash = createHash("sha256").update(person).digest("base64url").slice(0, 22);
    const key = `${options.prefix}pair:${phoneNumberId}:${hash}`;
    return Number(
      await within(ANSWER_MS, runScript(client, script, [key, `${key}:p`], [intervalMs, toleranceMs])),
    );
  };
  let awaySince: number | undefined;
  return {
    tryAcquire: async (phoneNumberId, person) => {
      for (;;) {
        try {
          const retryAfterMs = await run(TAKE_PAIR, phoneNumberId, person);
          awaySince = undefined;
          return retryAfterMs > 0 ? { ok: false, retryAfterMs } : { ok: true };
        } catch {
          const now = performance.now();
          awaySince ??= now;
          if (now - awaySince < whenAway.waitMs) await pause(RETRY_MS);
          else if (fallback !== undefined) return fallback.tryAcquire(phoneNumberId, person);
          else throw limitsUnavailable("redis");
        }
      }
    },
    penalise: async (phoneNumberId, person) => {
      await fallback?.penalise(phoneNumberId, person);
      await run(PENALISE_PAIR, phoneNumberId, person).catch(() => undefined);
    },
    size: 0,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
