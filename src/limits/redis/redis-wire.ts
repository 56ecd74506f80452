import type { RedisClient } from "./redis-client.js";
import { runScript } from "./run-script.js";
import { DEPART, GIVE_BACK } from "./scripts.js";
import { within } from "./within.js";

const ANSWER_MS = 2_000;
const LEAST_SLACK_MS = 20;
/** Answers that take longer than this are no answers: nobody could say in which second the message leaves. */
const MOST_SLACK_MS = 250;

/** The count at the wire of one number, for all processes. */
export interface RedisWire {
  /** Counts up to `count` messages that leave now. Waits when there is no room. Rejects when Redis is away or too slow. */
  take(client: RedisClient, count: number, limit: number): Promise<number>;
  spend(client: RedisClient, count: number): Promise<unknown>;
}

/**
 * A message is counted at the time of Redis and leaves when the answer is here. So late may it be that the window is
 * wider than a second by as much as answers lately took, in whichever process they took longest. What comes later than
 * that is given back and asked for anew.
 */
export function redisWire(key: string, nonce: string): RedisWire {
  let slack = LEAST_SLACK_MS;
  let serial = 0;
  const ask = (
    client: RedisClient,
    { count, limit, entry, always }: { count: number; limit: number; entry: string; always: boolean },
  ): Promise<[number, number]> =>
    runScript(
      client,
      DEPART,
      [`${key}:wire`, `${key}:slack`],
      [count, limit, entry, always ? 1 : 0, Math.ceil(slack)],
    ) as Promise<[number, number]>;

  const giveBack = (client: RedisClient, member: string): Promise<unknown> =>
    within(ANSWER_MS, runScript(client, GIVE_BACK, [`${key}:wire`], [member]));

  return {
    take: async (client, count, limit) => {
      const entry = `${nonce}${String(++serial)}`;
      const allowed = slack;
      const asked = performance.now();
      const [taken, waitMs] = await within(ANSWER_MS, ask(client, { count, limit, entry, always: false }));
      const tookMs = performance.now() - asked;
      slack = Math.min(Math.max(slack * 0.98, tookMs * 2, LEAST_SLACK_MS), MOST_SLACK_MS);
      if (tookMs <= allowed) {
        if (taken === 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        return taken;
      }
      if (taken > 0) await giveBack(client, `${String(taken)}:${entry}`);
      if (tookMs > MOST_SLACK_MS) throw new Error("Redis answers too late.");
      return 0;
    },
    spend: (client, count) =>
      ask(client, { count, limit: 0, entry: `${nonce}${String(++serial)}`, always: true }),
  };
}
