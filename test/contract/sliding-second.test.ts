/**
 * Whole clients send from one number as fast as they may; a server notes when each request left and when it came. How
 * much of the limit is used is for the benchmark (`npm run bench`): a busy machine uses less, and never more.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PacedSenders, pacedSenders } from "../support/paced-senders.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../support/redis.js";

const there = await redisIsThere();
const { prefix, clean } = ownPrefix();
/** Requests that are later than others by more than this come in another second than they left in. */
const SHARP_MS = 20;

let senders: PacedSenders;
beforeAll(async () => {
  senders = await pacedSenders(there ? 4 : 1);
}, 60_000);
afterAll(async () => {
  senders.close();
  if (there) await clean();
});

const cases = [
  { processes: 1, perSecond: 80 },
  { processes: 4, perSecond: 80 },
  { processes: 1, perSecond: 1_000 },
  { processes: 4, perSecond: 1_000 },
];

it.each(there ? cases : cases.filter(({ processes }) => processes === 1))(
  "$processes process(es) at $perSecond/s: no second has more",
  async ({ processes, perSecond }) => {
    const redis = processes > 1 ? { url: REDIS_URL, prefix } : undefined;
    const pace = await senders.run({ processes, perSecond, seconds: 2.5, redis });
    expect(pace.mostLeft).toBeLessThanOrEqual(perSecond);
    if (pace.blurMs <= SHARP_MS) expect(pace.mostArrived).toBeLessThanOrEqual(perSecond);
    expect(pace.sends).toBeGreaterThan(80);
  },
);
