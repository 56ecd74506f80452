import fc from "../../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { ASHA, createSimulator, recorder, send, text } from "./harness.js";

describe("the clock", () => {
  it("starts on a Monday morning or where it is told to, and moves only when it is moved", async () => {
    const sim = createSimulator();
    expect(new Date(sim.now).toISOString()).toBe("2026-01-05T09:00:00.000Z");
    expect(createSimulator({ startAt: "2026-11-01T00:00:00Z" }).now).toBe(Date.UTC(2026, 10, 1));
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(sim.now).toBe(sim.clock.now());
    expect(new Date(sim.now).toISOString()).toBe("2026-01-05T09:00:00.000Z");
  });

  it.each([
    ["250ms", 250],
    ["30s", 30_000],
    ["15m", 900_000],
    ["2h", 7_200_000],
    ["2d", 172_800_000],
    [5, 5],
  ] as const)("advances by %s", async (duration, ms) => {
    const sim = createSimulator();
    const before = sim.now;
    await sim.advance(duration);
    expect(sim.now - before).toBe(ms);
  });

  it.each(["2 weeks", "-1s", "", Number.NaN, -1])("refuses %s", async (duration) => {
    await expect(createSimulator().advance(duration as never)).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
    });
  });

  it("wakes sleepers and runs events in the order in which they are due, each at its own instant", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 12 }),
        async (delays) => {
          const sim = createSimulator();
          const start = sim.now;
          const seen: number[] = [];
          await sim.user(ASHA).sendText("hi");
          await send(sim, text());
          sim.on("status", ({ at }) => seen.push(at - start));
          for (const ms of delays) void sim.clock.sleep(ms).then(() => seen.push(sim.now - start));
          expect(sim.clock.sleeping).toBe(delays.length);
          expect(sim.clock.nextDue).toBe(start + Math.min(...delays));
          await sim.advance("3s");
          expect(seen).toEqual([...delays, 300, 1_000].sort((a, b) => a - b));
          expect(sim.clock.sleeping).toBe(0);
          expect(sim.clock.nextDue).toBeUndefined();
        },
      ),
      { numRuns: 25 },
    );
  });

  it("what a sleeper does when it wakes happens then, not when the advance ends", async () => {
    const sim = createSimulator();
    await sim.user(ASHA).sendText("hi");
    const start = sim.now;
    const seen: unknown[] = [];
    sim.on("status", ({ status, at }) => seen.push([status, at - start]));
    const later = sim.clock.sleep(500).then(() => send(sim, text()));
    await sim.advance("1m");
    await later;
    expect(seen).toEqual([
      ["sent", 800],
      ["delivered", 1_500],
    ]);
  });

  it("a sleep can be aborted", async () => {
    const sim = createSimulator();
    const abort = new AbortController();
    const sleep = sim.clock.sleep(1_000, abort.signal);
    abort.abort(new Error("enough"));
    await expect(sleep).rejects.toThrow("enough");
    expect(sim.clock.sleeping).toBe(0);
    await expect(sim.clock.sleep(1, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
  });

  it("cannot be moved twice at once; clock.advance is the simulator's", async () => {
    const sim = createSimulator();
    const first = sim.advance("1s");
    await expect(sim.advance("1s")).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
      message: expect.stringContaining("moved already"),
    });
    await first;
    await sim.user(ASHA).sendText("hi");
    await send(sim, text());
    await sim.clock.advance(2_000);
    expect(sim.sent[0]?.status).toBe("delivered");
  });

  it("can follow the wall clock for those who try it by hand", async () => {
    const sim = createSimulator();
    const before = sim.now;
    const moved = new Promise<void>((resolve) => void sim.clock.sleep(5_000).then(resolve));
    const stop = sim.followWallClock({ speed: 1_000 });
    await moved;
    stop();
    expect(sim.now - before).toBeGreaterThanOrEqual(5_000);
  });
});

describe("one seed, one history", () => {
  const history = async (seed: number) => {
    const sim = createSimulator({ seed });
    const target = recorder(sim);
    await sim.deliverTo(target);
    sim.webhooks.shuffle(true);
    sim.webhooks.duplicate(0.5);
    const user = sim.user(ASHA);
    for (let i = 0; i < 5; i++) {
      await user.sendText(String(i));
      await send(sim, text(String(i)));
    }
    await sim.advance("1m");
    return sim.webhooks.log.map(({ at, body }) => `${String(at)} ${body}`);
  };

  it("the same seed gives the same bytes at the same instants; another seed another history", async () => {
    expect(await history(7)).toEqual(await history(7));
    expect(await history(7)).not.toEqual(await history(8));
  });
});

describe("options", () => {
  it.each([
    [{ startAt: "yesterday" }, /startAt/],
    [{ phoneNumbers: [] }, /phoneNumbers/],
    [{ phoneNumbers: [{ id: "abc", displayPhoneNumber: "+1" }] }, /phoneNumbers\[0\]\.id/],
  ])("are refused when they cannot be right: %o", (options, message) => {
    expect(() => createSimulator(options)).toThrow(message);
  });

  it("a person must be named by a number or a user id", () => {
    const sim = createSimulator();
    expect(() => sim.user("12")).toThrow(/E\.164/);
    expect(() => sim.user({ name: "Nobody" })).toThrow(/phone number or a user id/);
    expect(sim.user("IN.4711").userId).toBe("IN.4711");
    expect(() => sim.user("IN.4711").phone).toThrow(/not known/);
    expect(sim.user("+91 98123 45678").messages).toBe(sim.user(ASHA).messages);
  });
});
