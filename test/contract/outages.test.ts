/** Redis is killed and started again under whole clients: nothing crashes, nothing is lost, no restart is needed. */
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HeldError, memoryStore } from "waypost";
import { createOutbox, type OutboxOutcome } from "waypost/bullmq";
import { redisLimits } from "waypost/redis";
import { connect, openWorld, orderShipped, shipped, type World, somebody } from "../scenario/setup.js";
import { ownRedis } from "../support/redis.js";

let unhandled: unknown[];
const note = (error: unknown): void => void unhandled.push(error);
beforeEach(() => {
  unhandled = [];
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
});
afterEach(() => {
  process.off("unhandledRejection", note);
  process.off("uncaughtException", note);
  expect(unhandled).toEqual([]);
});

const order = (world: World, n: number) => {
  const ref = `A-${String(n)}`;
  const send = shipped(world.sim, ref, somebody(n));
  return { ...send, cause: { kind: "order", ref, at: world.sim.now, basis: "contract" } } as const;
};

it("sends wait while Redis restarts, are held when it stays away, and go on by themselves", async () => {
  const redis = await ownRedis();
  if (redis === undefined) return;
  // Two processes of one shop: for the one no outage of this test is long, for the other each is.
  const store = memoryStore();
  const limits = (waitMs: number) => redisLimits({ url: redis.url, whenAway: { waitMs } });
  const world = await openWorld({ store, limits: limits(600_000) });
  const { sim, waypost } = world;
  const hasty = connect(sim, { store, limits: limits(200) });
  const send = (n: number, by = waypost) => by.messages.sendTemplate(order(world, n));
  let n = 0;
  for (let i = 0; i < 4; i++) await send(++n);
  await send(++n, hasty);

  // A short outage: who asks meanwhile waits, and is sent.
  await redis.stop();
  const waiting = Promise.all(Array.from({ length: 5 }, () => send(++n)));
  const begun = async () =>
    (await waypost.ledger.list({ limit: 99 })).filter(({ state }) => state === "claimed");
  while ((await begun()).length < 5) await setTimeout(10);
  await setTimeout(200);
  expect(sim.sent.length).toBe(5);
  await redis.start();
  expect((await waiting).map(({ duplicate }) => duplicate)).toEqual(Array.from({ length: 5 }, () => false));

  // A long one: held, with the row to show for it, and the same call passes afterwards.
  await redis.stop();
  const held = await Promise.allSettled(Array.from({ length: 5 }, () => send(++n, hasty)));
  for (const result of held) {
    if (result.status === "fulfilled" || !HeldError.is(result.reason)) throw new Error("It was not held.");
    expect(result.reason.code).toBe("LIMITS_UNAVAILABLE");
  }
  const states = (await waypost.ledger.list({ limit: 99 })).map(({ state }) => state).sort();
  expect(states).toEqual([...Array<string>(10).fill("accepted"), ...Array<string>(5).fill("held")]);
  expect(sim.sent.length).toBe(10);
  await redis.start();
  while (sim.sent.length < 15) {
    await Promise.allSettled([11, 12, 13, 14, 15].map((again) => send(again, hasty)));
    await setTimeout(100);
  }
  expect(sim.sent.length).toBe(15);
  expect(sim.duplicates()).toEqual([]);
  await hasty.close();
  await waypost.close();
  await redis.dispose();
});

it("what the outbox holds survives a Redis that is killed, and its workers go on without a restart", async () => {
  const redis = await ownRedis(["--appendonly", "yes", "--appendfsync", "always"]);
  if (redis === undefined) return;
  const world = await openWorld();
  const outcomes: OutboxOutcome[] = [];
  const outbox = createOutbox({
    waypost: world.waypost,
    connection: { url: redis.url },
    templates: [orderShipped],
    onSettled: (outcome) => void outcomes.push(outcome),
  });
  for (let n = 1; n <= 60; n++) await outbox.enqueue(order(world, n));
  // Long enough for a worker on a busy machine to say that it lives.
  await outbox.work({ concurrency: 4, stalledAfterMs: 5_000 });
  while (world.sim.sent.length < 10) await setTimeout(10);
  await redis.stop();
  await setTimeout(300);
  await redis.start();
  while (world.sim.sent.length < 60) await setTimeout(50);
  const sent = world.sim.sent.map(({ to }) => to);
  expect([sent.length, new Set(sent).size]).toEqual([60, 60]);
  expect(outcomes.every(({ state }) => state === "accepted")).toBe(true);
  await outbox.close();
  await world.waypost.close();
  await redis.dispose();
});
