import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LimitsBackend, redisLimits } from "waypost/redis";
import { virtualClock } from "waypost/testing";
import { ownPrefix, ownRedis, REDIS_URL, redisIsThere } from "../support/redis.js";
import { mostInAnySecond } from "../support/sliding-second.js";

const there = await redisIsThere();
type NumberBucket = ReturnType<LimitsBackend["numberBucket"]>;

describe.skipIf(!there)("limits over Redis", () => {
  let prefix: string;
  let clean: () => Promise<void>;
  beforeEach(() => {
    ({ prefix, clean } = ownPrefix());
  });
  afterEach(() => clean());

  it("the pace towards one person is one over two processes, and survives them", async () => {
    const clock = virtualClock();
    const [first, second] = [
      redisLimits({ url: REDIS_URL, prefix }),
      redisLimits({ url: REDIS_URL, prefix }),
    ];
    const pairs = [first.pairLimiter({ clock }), second.pairLimiter({ clock })];
    const answers = [];
    for (let i = 0; i < 50; i++) answers.push(await pairs[i % 2]?.tryAcquire("1", "919812345678"));
    expect(answers.filter((answer) => answer?.ok).length).toBe(45);
    expect(answers.at(-1)).toMatchObject({ ok: false });
    expect(await pairs[0]?.tryAcquire("1", "919812345679")).toEqual({ ok: true });
    await first.close();
    await second.close();
    const third = redisLimits({ url: REDIS_URL, prefix });
    const later = third.pairLimiter({ clock });
    expect(await later.tryAcquire("1", "919812345678")).toMatchObject({ ok: false });
    await later.penalise("1", "919812345679");
    await later.penalise("1", "919812345679");
    const waits = await later.tryAcquire("1", "919812345679");
    expect(waits.ok ? 0 : waits.retryAfterMs).toBeGreaterThan(3_000);
    await third.close();
  });

  it("no key carries a number", async () => {
    const limits = redisLimits({ url: REDIS_URL, prefix });
    await limits.pairLimiter({ clock: virtualClock() }).tryAcquire("1", "919812345678");
    const client = new Redis(REDIS_URL);
    const keys = await client.keys(`*${prefix}*`);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain("919812345678");
    await client.quit();
    await limits.close();
  });

  it("a client of the user's own is used and left open", async () => {
    const client = new Redis(REDIS_URL);
    const limits = redisLimits({ client, prefix });
    const bucket = limits.numberBucket("1", { perSecond: 80 });
    await bucket.acquire();
    await bucket.close();
    await limits.close();
    expect(await client.ping()).toBe("PONG");
    await client.quit();
  });

  it("a warning of Meta to one process slows all of them, once, and they recover together", async () => {
    const all = [redisLimits({ url: REDIS_URL, prefix }), redisLimits({ url: REDIS_URL, prefix })];
    const buckets = all.map((limits) => limits.numberBucket("1", { perSecond: 80 }));
    const [first, second] = buckets as [NumberBucket, NumberBucket];
    for (const bucket of buckets) await bucket.acquire();
    // What was under way in both when Meta said so is one warning.
    first.slowDown();
    second.slowDown();
    await setTimeout(100);
    await second.acquire();
    expect(second.snapshot().pace).toBeGreaterThanOrEqual(0.5);
    expect(second.snapshot().pace).toBeLessThan(0.6);
    const started = performance.now();
    await Promise.all(Array.from({ length: 40 }, () => first.acquire()));
    expect(performance.now() - started).toBeGreaterThan(700);
    expect(first.snapshot().pace).toBeGreaterThan(0.5);
    await second.acquire();
    expect(second.snapshot().pace).toBeGreaterThanOrEqual(first.snapshot().pace);
    await Promise.all(buckets.map((bucket) => bucket.close()));
    await Promise.all(all.map((limits) => limits.close()));
  });

  it("inbound messages use the number's throughput too", async () => {
    const limits = redisLimits({ url: REDIS_URL, prefix });
    const bucket = limits.numberBucket("1", { perSecond: 40 });
    await bucket.acquire();
    const started = performance.now();
    bucket.spend(39);
    // The second is full: the next one waits for it to pass.
    await setTimeout(50);
    await bucket.acquire();
    expect(performance.now() - started).toBeGreaterThan(900);
    await bucket.close();
    await limits.close();
  });
});

describe("a Redis of its own", () => {
  /** How many scripts it ran. */
  async function scriptsRun(client: Redis): Promise<number> {
    const stats = await client.info("commandstats");
    return [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  }

  it("is asked once for a lone send, and a few times for many people at once", async () => {
    const redis = await ownRedis();
    if (redis === undefined) return;
    const client = new Redis(redis.url);
    const limits = redisLimits({ client });
    const bucket = limits.numberBucket("1", { perSecond: 80 });
    // The first time it does not know the script.
    await bucket.acquire();
    await bucket.depart();
    let before = await scriptsRun(client);
    await setTimeout(300);
    await bucket.acquire();
    await bucket.depart();
    expect((await scriptsRun(client)) - before).toBe(1);
    const pairs = limits.pairLimiter({ clock: virtualClock() });
    await pairs.tryAcquire("1", "919812345678");
    before = await scriptsRun(client);
    const people = Array.from({ length: 250 }, (_, i) => pairs.tryAcquire("1", String(919_812_300_000 + i)));
    for (const answer of people) expect(await answer).toEqual({ ok: true });
    expect((await scriptsRun(client)) - before).toBeLessThanOrEqual(4);
    await bucket.close();
    await limits.close();
    await client.quit();
    await redis.dispose();
  });

  it("that forgets everything while messages leave lets no second have more", async () => {
    const redis = await ownRedis();
    if (redis === undefined) return;
    const client = new Redis(redis.url);
    const all = [redisLimits({ url: redis.url }), redisLimits({ url: redis.url })];
    const left: number[] = [];
    const until = performance.now() + 4_000;
    const lane = async (bucket: NumberBucket): Promise<void> => {
      while (performance.now() < until) {
        await bucket.acquire();
        await bucket.depart();
        left.push(performance.now());
      }
    };
    const buckets = all.map((limits) => limits.numberBucket("1", { perSecond: 80 }));
    const lanes = buckets.flatMap((bucket) => Array.from({ length: 40 }, () => lane(bucket)));
    await setTimeout(900);
    await client.flushall();
    await Promise.all(lanes);
    expect(mostInAnySecond(left)).toBeLessThanOrEqual(80);
    expect(left.length).toBeGreaterThan(120);
    await Promise.all(buckets.map((bucket) => bucket.close()));
    await Promise.all(all.map((limits) => limits.close()));
    await client.quit();
    await redis.dispose();
  });
});

describe("Redis away", () => {
  it("sends wait, are held, and go on by themselves when it is back, without its scripts and keys", async () => {
    const redis = await ownRedis();
    if (redis === undefined) return;
    const limits = redisLimits({ url: redis.url, whenAway: { waitMs: 300 } });
    const bucket = limits.numberBucket("1", { perSecond: 80 });
    const pairs = limits.pairLimiter({ clock: virtualClock() });
    await bucket.acquire();
    await redis.stop();
    await expect(bucket.acquire()).rejects.toMatchObject({ code: "LIMITS_UNAVAILABLE", rule: "row-54" });
    await expect(pairs.tryAcquire("1", "919812345678")).rejects.toMatchObject({ code: "LIMITS_UNAVAILABLE" });
    expect(bucket.snapshot().waiting).toBe(0);
    await redis.start();
    // ioredis connects again with a growing pause; each try is held or passes, none is lost.
    let passed = 0;
    while (passed < 20) {
      await bucket.acquire().then(
        () => passed++,
        () => setTimeout(100),
      );
    }
    expect(passed).toBe(20);
    expect(await pairs.tryAcquire("1", "919812345678")).toEqual({ ok: true });
    await bucket.close();
    await limits.close();
    await redis.dispose();
  });

  it("a client that is closed as its connection comes back ends no process", async () => {
    const redis = await ownRedis();
    if (redis === undefined) return;
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    for (const pause of [0, 5, 50, 200]) {
      const limits = redisLimits({ url: redis.url });
      const bucket = limits.numberBucket("1", { perSecond: 80 });
      await bucket.acquire();
      await redis.stop();
      const waiting = Promise.allSettled([bucket.acquire(), bucket.acquire()]);
      await redis.start();
      await setTimeout(pause);
      await bucket.close();
      await limits.close();
      await waiting;
    }
    await setTimeout(50);
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
    await redis.dispose();
  });

  it("with a share, a process goes on with its part", async () => {
    const redis = await ownRedis();
    if (redis === undefined) return;
    const limits = redisLimits({ url: redis.url, whenAway: { waitMs: 0, share: 0.25 } });
    const bucket = limits.numberBucket("1", { perSecond: 80 });
    await bucket.acquire();
    await redis.stop();
    const times: number[] = [];
    const until = performance.now() + 2_500;
    while (performance.now() < until) {
      await bucket.acquire();
      times.push(performance.now());
    }
    expect(mostInAnySecond(times)).toBeLessThanOrEqual(20);
    expect(times.length).toBeGreaterThan(20);
    const pairs = limits.pairLimiter({ clock: virtualClock() });
    expect(await pairs.tryAcquire("1", "919812345678")).toEqual({ ok: true });
    await bucket.close();
    await limits.close();
    await redis.dispose();
  });

  it("a URL that is none and a share that is none are refused at the call", () => {
    expect(() => redisLimits({ url: "redis://127.0.0.1:1", whenAway: { share: 2 } })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTIONS" }),
    );
  });
});
