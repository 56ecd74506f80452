import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { virtualClock } from "../../../src/core/index.js";
import {
  createNumberBucket,
  createPairLimiter,
  type NumberBucket,
  PRIORITY,
} from "../../../src/limits/index.js";

/** Who still waits when a bucket is closed is rejected: that is another test's subject. */
const ignore = (): void => undefined;

describe("the number's bucket", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: [
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
        "setImmediate",
        "Date",
        "performance",
      ],
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Asks for more than the limit for some seconds and notes when each token came. */
  async function saturate(perSecond: number, seconds: number): Promise<number[]> {
    const bucket = createNumberBucket({ perSecond, maxQueue: 1_000_000 });
    const times: number[] = [];
    for (let i = 0; i < perSecond * (seconds + 2); i++)
      void bucket.acquire().then(() => times.push(performance.now()), ignore);
    for (let ms = 0; ms < seconds * 1_000; ms += 5) await vi.advanceTimersByTimeAsync(5);
    const counted = [...times];
    await closed(bucket);
    return counted;
  }

  /** bottleneck needs its timers to stop. */
  async function closed(bucket: NumberBucket): Promise<void> {
    const closing = bucket.close();
    await vi.advanceTimersByTimeAsync(1_000);
    await closing;
  }

  function mostInAnySecond(times: readonly number[]): number {
    let most = 0;
    for (let start = 0, end = 0; end < times.length; end++) {
      while ((times[end] ?? 0) - (times[start] ?? 0) >= 1_000) start++;
      most = Math.max(most, end - start + 1);
    }
    return most;
  }

  it.each([20, 80, 250, 1_000])(
    "%i/s is never exceeded in any second, and at least 95 percent of it is used",
    async (perSecond) => {
      const times = await saturate(perSecond, 10);
      expect(mostInAnySecond(times)).toBeLessThanOrEqual(perSecond);
      expect(times.length).toBeGreaterThanOrEqual(perSecond * 10 * 0.95);
    },
  );

  it("turns of a stalled second that reach the wire together leave in their seconds", async () => {
    const bucket = createNumberBucket({ perSecond: 80 });
    const left: number[] = [];
    const leave = async (): Promise<void> => {
      await bucket.depart();
      left.push(performance.now());
    };
    const all = Array.from({ length: 200 }, leave);
    await vi.advanceTimersByTimeAsync(0);
    expect(left.length).toBe(80);
    bucket.spend(20);
    await vi.advanceTimersByTimeAsync(3_000);
    await Promise.all(all);
    expect(mostInAnySecond(left)).toBe(80);
    const leaving = new AbortController();
    for (let i = 0; i < 80; i++) bucket.depart()?.catch(ignore);
    const gone = expect(bucket.depart(leaving.signal)).rejects.toThrow("left");
    leaving.abort(new Error("left"));
    await gone;
    await closed(bucket);
  });

  it("a lone send finds its token ready", async () => {
    const bucket = createNumberBucket({ perSecond: 80 });
    let granted = false;
    void bucket.acquire().then(() => (granted = true));
    await Promise.resolve();
    expect(granted).toBe(true);
    await closed(bucket);
  });

  it("replies go before codes, codes before utility, utility before marketing", async () => {
    const bucket = createNumberBucket({ perSecond: 80 });
    const order: string[] = [];
    for (const name of ["marketing", "utility", "authentication", "reply"] as const) {
      for (let i = 0; i < 5; i++)
        void bucket.acquire({ priority: PRIORITY[name] }).then(() => order.push(name));
    }
    await vi.advanceTimersByTimeAsync(1_000);
    // The first two took the tokens that lay ready.
    expect([...new Set(order.slice(2))]).toEqual(["reply", "authentication", "utility", "marketing"]);
    await closed(bucket);
  });

  it("who gives up leaves the queue, and who comes too many is held", async () => {
    const bucket = createNumberBucket({ perSecond: 80, maxQueue: 3 });
    await bucket.acquire();
    await bucket.acquire();
    const leaving = new AbortController();
    const gone = expect(bucket.acquire({ signal: leaving.signal })).rejects.toThrow(/abort/i);
    const waiting = [bucket.acquire(), bucket.acquire()];
    await expect(bucket.acquire()).rejects.toMatchObject({ code: "QUEUE_FULL", rule: "row-49" });
    leaving.abort();
    await gone;
    expect(bucket.snapshot().waiting).toBe(2);
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(waiting);
    await closed(bucket);
  });

  it("halves its pace when Meta says so, and recovers", async () => {
    const bucket = createNumberBucket({ perSecond: 80, maxQueue: 10_000 });
    bucket.slowDown();
    // Many were under way when Meta said so: they are one warning.
    bucket.slowDown();
    expect(bucket.snapshot().pace).toBe(0.5);
    let count = 0;
    for (let i = 0; i < 2_000; i++)
      void bucket.acquire().then(
        () => count++,
        () => undefined,
      );
    await vi.advanceTimersByTimeAsync(1_000);
    expect(count).toBeLessThan(55);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(bucket.snapshot().pace).toBe(1);
    await closed(bucket);
  });

  it("closing rejects who waits and leaves no timer", async () => {
    const bucket = createNumberBucket({ perSecond: 80 });
    const waiting = Array.from({ length: 10 }, () =>
      bucket.acquire().then(
        () => "granted",
        () => "rejected",
      ),
    );
    const closing = bucket.close();
    await vi.advanceTimersByTimeAsync(500);
    await closing;
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["granted", "rejected"]));
    await expect(bucket.acquire()).rejects.toThrow(/closed/);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the pace towards one person", () => {
  it("45 at once, then one every six seconds, each person by themselves", async () => {
    const clock = virtualClock();
    const pairs = createPairLimiter({ clock });
    const passed = (person = "111") => pairs.tryAcquire("1", person).ok;
    expect(Array.from({ length: 60 }, () => passed()).filter(Boolean).length).toBe(45);
    expect(pairs.tryAcquire("1", "111")).toEqual({ ok: false, retryAfterMs: 6_000 });
    expect([passed("222"), pairs.tryAcquire("2", "111").ok]).toEqual([true, true]);
    await clock.advance(5_999);
    expect(passed()).toBe(false);
    await clock.advance(1);
    expect([passed(), passed()]).toEqual([true, false]);
    await clock.advance(45 * 6_000);
    expect(Array.from({ length: 60 }, () => passed()).filter(Boolean).length).toBe(45);
  });

  it("131056 makes them wait 1, 4, 16 seconds", async () => {
    const clock = virtualClock();
    const pairs = createPairLimiter({ clock });
    for (const seconds of [1, 4, 16]) {
      void pairs.penalise("1", "111");
      expect(pairs.tryAcquire("1", "111")).toEqual({ ok: false, retryAfterMs: seconds * 1_000 });
    }
    await clock.advance(16_000);
    expect(pairs.tryAcquire("1", "111").ok).toBe(true);
  });

  it("forgets people whose bucket is full again", async () => {
    const clock = virtualClock();
    const pairs = createPairLimiter({ clock });
    for (let i = 0; i < 5_000; i++) pairs.tryAcquire("1", String(i));
    await clock.advance(10_000);
    for (let i = 0; i < 5_000; i++) pairs.tryAcquire("1", `x${String(i)}`);
    expect(pairs.size).toBeLessThan(9_000);
  });
});
