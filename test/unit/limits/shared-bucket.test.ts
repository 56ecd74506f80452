import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type NumberBucket, PRIORITY } from "../../../src/limits/index.js";
import { createSharedNumberBucket } from "../../../src/limits/shared-number-bucket.js";
import type { Granted, Permit, SharedTokens, Wanted } from "../../../src/limits/shared-tokens.js";

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "Date", "performance"],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tokens that answer as they are told, and note what they hear. */
class Tokens implements SharedTokens {
  readonly asked: Wanted[] = [];
  readonly heard: { readonly what: string; readonly count: number; readonly at: number }[] = [];
  urgent = false;
  underWay = 0;
  mostUnderWay = 0;
  answer: (wanted: Wanted) => Granted | Promise<Granted> = (wanted) => give(wanted);

  async ask(wanted: Wanted): Promise<Granted> {
    this.asked.push(wanted);
    this.urgent = false;
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    try {
      return await this.answer(wanted);
    } finally {
      this.underWay--;
    }
  }
  left(_permit: Permit | undefined, count: number, at: number): void {
    this.heard.push({ what: "left", count, at });
  }
  unused(_permit: Permit, count: number): void {
    this.heard.push({ what: "unused", count, at: performance.now() });
  }
  spend(): void {
    this.urgent = true;
  }
  slowDown(): void {
    this.urgent = true;
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** All that is wanted, from `inMs` on. */
function give({ turns, permits }: Wanted, inMs = 0): Granted {
  const from = performance.now() + inMs;
  return {
    turns: { at: from, everyMs: 1, count: turns },
    permits: [{ from, until: from + 250, count: turns + permits, state: 1, ends: 1 }],
    pace: 1,
  };
}

function bucketOver(tokens: Tokens, options: { readonly maxQueue?: number } = {}): NumberBucket {
  const whenAway = { waitMs: 300, share: undefined };
  return createSharedNumberBucket(tokens, {
    perSecond: 80,
    whenAway,
    backend: "test",
    random: () => 0.5,
    ...options,
  });
}

describe("a bucket over shared tokens", () => {
  it("asks once for a lone send, and tells that it left behind the write of its request", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens);
    await bucket.acquire();
    const turn = bucket.depart();
    expect(turn).toBeUndefined();
    expect(tokens.heard).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(tokens.heard).toEqual([expect.objectContaining({ what: "left", count: 1 })]);
    expect(tokens.asked).toEqual([{ turns: 1, permits: 0 }]);
    await bucket.close();
  });

  it("lets go by priority, none before the time of its turn, and asks one question at a time", async () => {
    const tokens = new Tokens();
    tokens.answer = async (wanted) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return give(wanted, 40);
    };
    const bucket = bucketOver(tokens);
    const order: string[] = [];
    for (const name of ["marketing", "utility", "authentication", "reply"] as const)
      for (let i = 0; i < 3; i++)
        void bucket.acquire({ priority: PRIORITY[name] }).then(() => order.push(name));
    await vi.advanceTimersByTimeAsync(45);
    expect(order).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(order).toEqual(
      ["reply", "authentication", "utility", "marketing"].flatMap((name) => [name, name, name]),
    );
    expect(tokens.mostUnderWay).toBe(1);
    await bucket.close();
  });

  it("a permit of who gave up goes to the next at the wire; what nobody uses is handed back", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens);
    const leaving = new AbortController();
    tokens.answer = (wanted) => give(wanted, 50);
    const first = bucket.depart(leaving.signal);
    const gone = expect(first).rejects.toThrow("left");
    await vi.advanceTimersByTimeAsync(10);
    leaving.abort(new Error("left"));
    await gone;
    let left = false;
    void bucket.depart()?.then(() => (left = true));
    await vi.advanceTimersByTimeAsync(60);
    expect([left, tokens.asked]).toEqual([true, [{ turns: 0, permits: 1 }]]);
    // This one has its turn and is refused on its way to the wire.
    const turn = bucket.acquire();
    await vi.advanceTimersByTimeAsync(400);
    await turn;
    tokens.answer = (wanted) => give(wanted);
    await bucket.acquire();
    expect(tokens.heard.map(({ what }) => what)).toEqual(["left", "unused"]);
    await bucket.close();
  });

  it("a permit whose time is over lets nobody go", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens);
    await bucket.acquire();
    await vi.advanceTimersByTimeAsync(251);
    tokens.answer = () => new Promise<never>(() => undefined);
    const turn = bucket.depart();
    expect(turn).toBeInstanceOf(Promise);
    turn?.catch(() => undefined);
    expect(tokens.asked.at(-1)).toEqual({ turns: 0, permits: 1 });
    await bucket.close();
  });

  it("many that go at once leave in parts, each told of by itself", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens);
    const all = Array.from({ length: 40 }, () => bucket.depart());
    await vi.advanceTimersByTimeAsync(5);
    for (const turn of all) await turn;
    expect(tokens.heard.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    expect(Math.max(...tokens.heard.map(({ count }) => count))).toBeLessThanOrEqual(8);
    await bucket.close();
  });

  it("tells at once of what came in and of a warning, also when nobody waits and nobody can be asked", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens);
    bucket.spend(3);
    await vi.advanceTimersByTimeAsync(1);
    bucket.slowDown();
    expect(bucket.snapshot().pace).toBe(0.5);
    await vi.advanceTimersByTimeAsync(1);
    expect(tokens.asked).toEqual([
      { turns: 0, permits: 0 },
      { turns: 0, permits: 0 },
    ]);
    tokens.answer = () => Promise.reject(new Error("away"));
    bucket.spend(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(tokens.asked.length).toBe(3);
    await bucket.close();
  });

  it("when nobody can be asked sends wait, then are held, at the wire too; then they go on", async () => {
    const tokens = new Tokens();
    const bucket = bucketOver(tokens, { maxQueue: 1 });
    const working = tokens.answer;
    tokens.answer = () => Promise.reject(new Error("away"));
    const both = Promise.allSettled([bucket.acquire(), bucket.depart()]);
    await expect(bucket.acquire()).rejects.toMatchObject({ code: "QUEUE_FULL" });
    await vi.advanceTimersByTimeAsync(290);
    expect(bucket.snapshot().waiting).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    const held = {
      status: "rejected",
      reason: expect.objectContaining({ code: "LIMITS_UNAVAILABLE" }) as unknown,
    };
    expect(await both).toEqual([held, held]);
    tokens.answer = working;
    await bucket.acquire();
    await bucket.depart();
    await bucket.close();
  });

  it("closing rejects who waits, and leaves no timer", async () => {
    const tokens = new Tokens();
    tokens.answer = (wanted) => give(wanted, 100);
    const bucket = bucketOver(tokens);
    const both = Promise.allSettled([bucket.acquire(), bucket.depart()]);
    await vi.advanceTimersByTimeAsync(20);
    await bucket.close();
    for (const result of await both)
      expect(result).toMatchObject({ status: "rejected", reason: { code: "ABORTED" } });
    await expect(bucket.acquire()).rejects.toThrow(/closed/);
    expect(vi.getTimerCount()).toBe(0);
  });
});
