/** Redis is killed and started again under whole clients: nothing crashes, nothing is lost, no restart is needed. */
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HeldError, memoryStore } from "waypost";
import { createOutbox, type OutboxOutcome } from "waypost/bullmq";
import { redisLimits } from "waypost/redis";
import { openWorld, orderShipped, shipped, type World } from "../scenario/setup.js";
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
  const send = shipped(world.sim, ref, `+9198${String(10_000_000 + n)}`);
  return { ...send, cause: { kind: "order", ref, at: world.sim.now, basis: "contract" } } as const;
};

it("sends wait while Redis restarts, are held when it stays away, and go on by themselves", async () => {
  const redis = await ownRedis();
  if (redis === undefined) return;
  const world = await openWorld({
    store: memoryStore(),
    limits: redisLimits({ url: redis.url, whenAway: { waitMs: 1_000 } }),
  });
  const { sim, waypost } = world;
  const send = (n: number) => waypost.messages.sendTemplate(order(world, n));
  let n = 0;
  for (let i = 0; i < 5; i++) await send(++n);

  // A short outage: who asks meanwhile waits, and is sent.
  await redis.stop();
  const waiting = Promise.all(Array.from({ length: 5 }, () => send(++n)));
  await setTimeout(200);
  expect(sim.sent.length).toBe(5);
  await redis.start();
  expect((await waiting).map(({ duplicate }) => duplicate)).toEqual(Array.from({ length: 5 }, () => false));

  // A long one: held, with the row to show for it, and the same call passes afterwards.
  await redis.stop();
  const held = await Promise.allSettled(Array.from({ length: 5 }, () => send(++n)));
  for (const result of held) {
    if (result.status === "fulfilled" || !HeldError.is(result.reason)) throw new Error("It was not held.");
    expect(result.reason.code).toBe("LIMITS_UNAVAILABLE");
  }
  const states = (await waypost.ledger.list({ limit: 99 })).map(({ state }) => state).sort();
  expect(states).toEqual([...Array<string>(10).fill("accepted"), ...Array<string>(5).fill("held")]);
  expect(sim.sent.length).toBe(10);
  await redis.start();
  for (let tries = 0; sim.sent.length < 15 && tries < 100; tries++) {
    await Promise.allSettled([11, 12, 13, 14, 15].map(send));
    await setTimeout(100);
  }
  expect(sim.sent.length).toBe(15);
  expect(sim.duplicates()).toEqual([]);
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
  await outbox.work({ concurrency: 4, stalledAfterMs: 1_000 });
  while (world.sim.sent.length < 10) await setTimeout(10);
  await redis.stop();
  await setTimeout(300);
  await redis.start();
  for (let tries = 0; world.sim.sent.length < 60 && tries < 600; tries++) await setTimeout(50);
  const sent = world.sim.sent.map(({ to }) => to);
  expect([sent.length, new Set(sent).size]).toEqual([60, 60]);
  expect(outcomes.every(({ state }) => state === "accepted")).toBe(true);
  await outbox.close();
  await world.waypost.close();
  await redis.dispose();
});
