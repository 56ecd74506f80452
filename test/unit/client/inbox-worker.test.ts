import { describe, expect, it } from "vitest";
import { memoryStore } from "waypost";
import { createInboxWorker, type InboxWorker } from "../../../src/client/inbox-worker.js";
import { type Clock, silentLogger } from "../../../src/core/index.js";
import type { InboxStore, StoredInboxItem } from "../../../src/webhooks/index.js";

/** As a real clock: time passes between two readings, and a timer may end a little early or late. */
function passingClock(lateMs: number): Clock & { tick(): boolean } {
  let now = 1_000_000;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => ++now,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + ms + lateMs, wake: resolve });
      }),
    /** Ends the next sleep. False when nobody sleeps. */
    tick: () => {
      const next = sleepers.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) return false;
      now = Math.max(now, next.at);
      next.wake();
      return true;
    },
  };
}

const item = (key: string, lane = "person:1") => ({ key, lane, envelope: "{}", receivedAt: 1 });

function workerOf(
  inbox: InboxStore,
  clock: Clock,
  handle: (item: StoredInboxItem) => Promise<void>,
  apply: (item: StoredInboxItem) => Promise<void> = () => Promise.resolve(),
): InboxWorker {
  return createInboxWorker({
    inbox,
    clock,
    handle,
    apply,
    deadLetterDays: 30,
    handlesWebhooks: () => true,
    random: () => 0,
    isFinal: () => false,
    failed: () => undefined,
    describe: String,
    logger: silentLogger,
  });
}

/** Until nothing is under way and nobody sleeps: what is pending then waits for ever. */
async function toTheEnd(worker: InboxWorker, clock: { tick(): boolean }): Promise<void> {
  do {
    await worker.idle();
    await new Promise((resolve) => setImmediate(resolve));
    await worker.idle();
  } while (clock.tick());
}

describe("the inbox worker", () => {
  it.each([-6, -5, -4, -3, -2, -1, 0, 1, 2])(
    "an event whose retry comes due between two looks at the store is handled (timer %i ms late)",
    async (lateMs) => {
      const { inbox } = memoryStore();
      const clock = passingClock(lateMs);
      const handled: string[] = [];
      const worker = workerOf(inbox, clock, ({ key, attempts }) => {
        if (attempts < 3) return Promise.reject(new Error("not yet"));
        handled.push(key);
        return Promise.resolve();
      });
      worker.take(await inbox.put([item("a"), item("b")]));
      await toTheEnd(worker, clock);
      expect(handled).toEqual(["a", "b"]);
    },
  );

  it("an event is applied once, however often it is attempted", async () => {
    const { inbox } = memoryStore();
    const clock = passingClock(0);
    const applied: string[] = [];
    const worker = workerOf(
      inbox,
      clock,
      ({ attempts }) => (attempts < 3 ? Promise.reject(new Error("not yet")) : Promise.resolve()),
      ({ key }) => Promise.resolve(void applied.push(key)),
    );
    worker.take(await inbox.put([item("a"), item("b"), item("c", "person:2")]));
    await toTheEnd(worker, clock);
    expect([applied.sort(), await inbox.ready(Number.MAX_SAFE_INTEGER, 9)]).toEqual([["a", "b", "c"], []]);
  });

  it("what another process handles is applied here and then forgotten: memory does not grow with it", async () => {
    const { inbox } = memoryStore();
    // Each lane is the other's.
    const elsewhere = {
      ...inbox,
      ready: () => Promise.resolve([]),
      nextRetryAt: () => Promise.resolve(undefined),
    };
    const applied: string[] = [];
    const worker = workerOf(
      elsewhere,
      passingClock(0),
      () => Promise.reject(new Error("not ours")),
      ({ key }) => Promise.resolve(void applied.push(key)),
    );
    const items = await inbox.put([item("a"), item("b")]);
    worker.take(items);
    await worker.idle();
    expect(applied).toEqual(["a", "b"]);
    // Were the results still there, they would be given again.
    worker.take(items);
    await worker.idle();
    expect(applied).toEqual(["a", "b", "a", "b"]);
  });

  it.each([
    ["ready", "alone"],
    ["nextRetryAt", "alone"],
    ["done", "alone"],
    ["failed", "alone"],
    ["failed", "woken meanwhile"],
  ] as const)(
    "when the store is away once (%s) events are handled, %s, in order, one at a time in a lane",
    async (method, woken) => {
      const { inbox } = memoryStore();
      let broken = true;
      const flaky = new Proxy(inbox, {
        get: (target, name: keyof InboxStore) =>
          name !== method
            ? target[name]
            : (...args: never[]) => {
                if (!broken) return (target[name] as (...given: never[]) => unknown)(...args);
                broken = false;
                return Promise.reject(new Error("disk full"));
              },
      });
      const clock = passingClock(0);
      const handled: string[] = [];
      const busy = new Set<string>();
      let overtaken = 0;
      let thrown = method === "ready" || method === "done";
      const worker = workerOf(flaky, clock, async ({ key, lane }) => {
        if (busy.has(lane)) overtaken++;
        busy.add(lane);
        // Long enough for a second pass to begin, if one may.
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        busy.delete(lane);
        if (!thrown) {
          thrown = true;
          throw new Error("not yet");
        }
        handled.push(key);
      });
      worker.take(await inbox.put([item("a1", "a"), item("b1", "b"), item("a2", "a"), item("b2", "b")]));
      await new Promise((resolve) => setImmediate(resolve));
      if (woken === "woken meanwhile") worker.wake();
      await toTheEnd(worker, clock);
      expect([overtaken, await inbox.ready(Number.MAX_SAFE_INTEGER, 9)]).toEqual([0, []]);
      for (const lane of ["a", "b"])
        expect([...new Set(handled.filter((key) => key.startsWith(lane)))]).toEqual([`${lane}1`, `${lane}2`]);
    },
  );
});
