import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutbox, createWebhookQueue, type OutboxOutcome } from "waypost/bullmq";
import { defineTemplate } from "waypost";
import {
  connect,
  failSend,
  openWorld,
  optIn,
  orderShipped,
  RAVI,
  shipped,
  type World,
} from "../scenario/setup.js";
import { ownPrefix, REDIS_URL, redisIsThere } from "../support/redis.js";

const there = await redisIsThere();
const connection = { url: REDIS_URL };

/** BullMQ runs on the machine's clock: looks until it is so. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await setTimeout(25);
  }
  throw new Error("It did not happen within ten seconds.");
}

describe.skipIf(!there)("queues on BullMQ", () => {
  let prefix: string;
  let clean: () => Promise<void>;
  let world: World;
  const closing: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    ({ prefix, clean } = ownPrefix());
    world = await openWorld();
    await optIn(world.waypost);
  });
  afterEach(async () => {
    for (const one of closing.splice(0)) await one.close();
    await clean();
  });

  function outboxOf(outcomes: OutboxOutcome[] = [], waypost = world.waypost) {
    const outbox = createOutbox({
      waypost,
      connection,
      prefix,
      templates: [orderShipped],
      onSettled: (outcome) => void outcomes.push(outcome),
    });
    closing.push(outbox);
    return outbox;
  }

  it("one send goes out once, however often its event is queued and however many workers there are", async () => {
    const outcomes: OutboxOutcome[] = [];
    const [first, second] = [outboxOf(outcomes), outboxOf(outcomes)];
    const jobs = await Promise.all([1, 2, 3].map(() => first.enqueue(shipped(world.sim))));
    expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(1);
    await first.enqueue(shipped(world.sim, "A-1002"));
    await Promise.all([first.work(), second.work({ concurrency: 4 })]);
    await until(() => outcomes.length === 2);
    expect(outcomes.map(({ state }) => state)).toEqual(["accepted", "accepted"]);
    expect(world.sim.sent.length).toBe(2);
  });

  it("what stands around a send and the instants in its parameters survive the queue", async () => {
    const pay = defineTemplate({
      name: "pay_order",
      language: "en",
      category: "utility",
      body: "Hi {{name}}, your order is ready to be paid.",
      examples: { name: "Asha" },
      buttons: [{ type: "order_details" }],
    });
    world.sim.templates.add(pay);
    const outcomes: OutboxOutcome[] = [];
    const outbox = createOutbox({
      waypost: world.waypost,
      connection,
      prefix,
      templates: [pay],
      onSettled: (outcome) => void outcomes.push(outcome),
    });
    closing.push(outbox);
    const ends = world.sim.now + 3_600_000;
    await outbox.enqueue({
      to: RAVI,
      template: pay,
      params: {
        name: "Ravi",
        orderDetails: {
          referenceId: "A-1001",
          goods: "physical-goods",
          currency: "INR",
          payment: { type: "upi_intent_link", settings: { link: "upi://pay?pa=asha@upi" } },
          items: [{ name: "Quilt", amount: 249_900, quantity: 1 }],
          tax: { amount: 0 },
          expiresAt: new Date(ends),
        },
      },
      cause: { kind: "payment", ref: "A-1001", at: world.sim.now },
      replyTo: "wamid.1",
      identityKeyHash: "h1",
      tapTarget: { url: "https://asha.example/A-1001", title: "Your order" },
    });
    await outbox.work();
    await until(() => outcomes.length === 1);
    expect(outcomes).toMatchObject([{ state: "accepted" }]);
    const payload = world.sim.sent[0]?.payload;
    expect(payload).toMatchObject({ context: { message_id: "wamid.1" }, recipient_identity_key_hash: "h1" });
    expect(JSON.stringify(payload)).toContain(`"timestamp":"${String(Math.floor(ends / 1_000))}"`);
    expect(JSON.stringify(payload)).toContain("tap_target_configuration");
  });

  it("what waits survives its process; a scheduled send waits for its time and can be cancelled", async () => {
    const before = outboxOf();
    await before.enqueue(shipped(world.sim));
    const later = await before.enqueue(shipped(world.sim, "A-2"), { at: Date.now() + 3_600_000 });
    await before.close();
    const outcomes: OutboxOutcome[] = [];
    const after = outboxOf(outcomes);
    await after.work();
    await until(() => outcomes.length === 1);
    expect(world.sim.sent.length).toBe(1);
    expect(await after.cancel(later.jobId)).toBe(true);
    expect(await after.cancel(later.jobId)).toBe(false);
  });

  it("an appointment that is moved takes its reminder along, with its text", async () => {
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    const { sim } = world;
    const { jobId } = await outbox.enqueue(shipped(sim), { at: Date.now() + 3_600_000 });
    const content = { template: orderShipped, params: { name: "Ravi", order: "moved" } } as const;
    expect(await outbox.reschedule(jobId, { at: Date.now() + 7_200_000, content })).toBe(true);
    await outbox.work();
    // Earlier again: a delayed job is woken for its new time.
    expect(await outbox.reschedule(jobId, { at: Date.now() + 400 })).toBe(true);
    await setTimeout(100);
    expect(sim.sent.length).toBe(0);
    await until(() => outcomes.length === 1);
    expect(sim.user(RAVI).lastReceived?.text).toBe("Hi Ravi, your order moved left our shop today.");
    expect(await outbox.reschedule(jobId, { at: Date.now() + 1_000 })).toBe(false);
    expect(await outbox.cancel(jobId)).toBe(false);
  });

  it("a send that waits for its turn can be put off; what is no change of it is refused", async () => {
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    const { sim } = world;
    const { jobId } = await outbox.enqueue(shipped(sim));
    expect(await outbox.reschedule(jobId, { at: Date.now() + 500, deadline: Date.now() + 3_600_000 })).toBe(
      true,
    );
    await outbox.work();
    await setTimeout(100);
    expect(sim.sent.length).toBe(0);
    await until(() => outcomes.length === 1);
    expect(outcomes[0]?.state).toBe("accepted");

    const next = await outbox.enqueue(shipped(sim, "A-2"), { at: Date.now() + 3_600_000 });
    await expect(outbox.reschedule(next.jobId, { at: Number.NaN })).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
    });
    await expect(
      outbox.reschedule(next.jobId, {
        at: Date.now(),
        content: { template: orderShipped, params: { name: "a\nb", order: "x" } },
      }),
    ).rejects.toMatchObject({ code: "TEMPLATE_PARAMS" });
    const other = defineTemplate({
      name: "other",
      language: "en",
      category: "utility",
      body: "Hello there.",
    });
    await expect(
      outbox.reschedule(next.jobId, { at: Date.now(), content: { template: other } }),
    ).rejects.toMatchObject({ code: "INVALID_OPTIONS" });
    expect(await outbox.reschedule("none", { at: Date.now() })).toBe(false);
    expect(await outbox.cancel(next.jobId)).toBe(true);
  });

  it("the policy decides again at the wire: an opt-out between queue and wire wins", async () => {
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    await outbox.enqueue(shipped(world.sim));
    await world.waypost.consent.withdraw({ user: RAVI, scopes: "all", method: "verbal" });
    await outbox.work();
    await until(() => outcomes.length === 1);
    expect(outcomes[0]).toMatchObject({ state: "refused", error: { code: "OPTED_OUT" } });
    expect(world.sim.sent.length).toBe(0);
  });

  it("what is in doubt is not sent again", async () => {
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    await world.waypost.templates.sync();
    failSend(world.sim, "reset_after");
    await outbox.enqueue(shipped(world.sim));
    await outbox.work();
    await until(() => outcomes.length === 1);
    expect(outcomes[0]?.state).toBe("in_doubt");
    expect(world.sim.sent.length).toBe(1);
  });

  it("what is held waits for its time and is tried again", async () => {
    const { sim, waypost } = world;
    await sim.user(RAVI).sendText("hello");
    const chat = await waypost.chats.open(RAVI);
    // Blue ticks and reactions say nothing new (G14), and count against the pace towards one person.
    for (let i = 0; i < 45; i++) await chat.react("wamid.x", "🙏");
    await sim.advance("5s");
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    await outbox.enqueue(shipped(sim));
    await outbox.work();
    await until(async () => (await waypost.ledger.list({ limit: 1 }))[0]?.state === "held");
    await sim.advance("10s");
    await until(() => outcomes.length === 1);
    expect(outcomes[0]?.state).toBe("accepted");
  });

  it("a passed deadline, bad input and an unknown template", async () => {
    const outcomes: OutboxOutcome[] = [];
    const outbox = outboxOf(outcomes);
    await outbox.enqueue(shipped(world.sim), { deadline: world.sim.now - 1 });
    await outbox.work();
    await until(() => outcomes.length === 1);
    expect(outcomes[0]).toMatchObject({ state: "refused", error: { code: "DEADLINE_PASSED" } });
    await expect(outbox.enqueue({ ...shipped(world.sim), to: "12" })).rejects.toMatchObject({
      code: "INVALID_PHONE_NUMBER",
    });
    await expect(
      outbox.enqueue({ ...shipped(world.sim), to: [RAVI, RAVI] as unknown as string }),
    ).rejects.toMatchObject({ code: "MULTIPLE_RECIPIENTS" });
    await expect(
      outbox.enqueue({ ...shipped(world.sim), params: { name: "a\nb", order: "x" } }),
    ).rejects.toMatchObject({ code: "TEMPLATE_PARAMS" });
    await expect(outbox.enqueue(shipped(world.sim), { at: Number.NaN })).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
    });
    const other = defineTemplate({
      name: "other",
      language: "en",
      category: "utility",
      body: "Hello there.",
    });
    await expect(
      outbox.enqueue({ to: RAVI, template: other, cause: { kind: "order", ref: "1", at: world.sim.now } }),
    ).rejects.toMatchObject({ code: "INVALID_OPTIONS" });
  });

  it("webhooks pass through a queue in their order and are handled by the worker", async () => {
    const { sim, store } = world;
    const { appSecret, verifyToken } = sim.credentials;
    const front = createWebhookQueue({ connection, prefix, appSecret, verifyToken });
    closing.push(front);
    const worker = connect(sim, { store });
    const texts: string[] = [];
    worker.on("message.text", ({ message }) => void texts.push(message.text.body));
    await sim.deliverTo({ fetch: front.fetch });
    for (let i = 0; i < 20; i++) await sim.user(RAVI).sendText(`hello ${String(i)}`);
    expect(texts).toEqual([]);
    await front.work(worker);
    await until(() => texts.length === 20);
    expect(texts).toEqual(Array.from({ length: 20 }, (_, i) => `hello ${String(i)}`));
    await worker.close();
  });
});
