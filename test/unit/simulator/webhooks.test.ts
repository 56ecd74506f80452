import { describe, expect, it } from "vitest";
import { parseWebhook, WebhookSignatureError } from "waypost/webhooks";
import { ASHA, createSimulator, recorder, send, text } from "./harness.js";

async function connected(options = {}) {
  const sim = createSimulator(options);
  const target = recorder(sim);
  await sim.deliverTo(target);
  return { sim, target, user: sim.user(ASHA) };
}

describe("the handshake", () => {
  it.each([
    ["another status", new Response(null, { status: 403 }), /HTTP 403/],
    ["another body", new Response("ok"), /not the challenge/],
  ])("fails clearly on %s", async (_, answer, message) => {
    const sim = createSimulator();
    await expect(sim.deliverTo(async () => answer)).rejects.toMatchObject({
      code: "INVALID_WEBHOOK",
      message: expect.stringMatching(message),
    });
  });

  it("fails clearly when nobody is there", async () => {
    await expect(
      createSimulator().deliverTo(async () => {
        throw new Error("no route");
      }),
    ).rejects.toMatchObject({
      code: "INVALID_WEBHOOK",
      message: expect.stringContaining("could not be reached"),
    });
  });

  it("sends Meta's three parameters", async () => {
    const sim = createSimulator({ verifyToken: "sesame" });
    let query: Record<string, string> = {};
    await sim.deliverTo(async (request) => {
      query = Object.fromEntries(new URL(request.url).searchParams);
      return new Response(query["hub.challenge"]);
    });
    expect(query).toEqual({
      "hub.mode": "subscribe",
      "hub.verify_token": "sesame",
      "hub.challenge": expect.any(String),
    });
  });
});

describe("deliveries", () => {
  it("are signed over the raw bytes: another secret does not fit", async () => {
    const sim = createSimulator();
    const target = recorder({ ...sim, credentials: { ...sim.credentials, appSecret: "another" } });
    const failures: unknown[] = [];
    await sim.deliverTo(async (request) => {
      try {
        return await target.fetch(request);
      } catch (error) {
        failures.push(error);
        return new Response(null, { status: 401 });
      }
    });
    await sim.user(ASHA).sendText("hi");
    expect(failures).toHaveLength(1);
    expect(WebhookSignatureError.is(failures[0])).toBe(true);
    expect(sim.webhooks.log[0]).toMatchObject({ attempt: 1, status: 401 });
  });

  it("are read by waypost's own parser without an unknown event", async () => {
    const { sim, user } = await connected();
    sim.templates.add({ name: "note", language: "en", category: "UTILITY", body: "Your order is ready." });
    await user.sendText("hi");
    await user.sendImage();
    await user.stopPromotions();
    await send(sim, text());
    await sim.templates.pause("note");
    await sim.templates.quality("note", "RED");
    await sim.templates.recategorise("note", "MARKETING");
    await sim.advance("2s");
    const events = sim.webhooks.log.flatMap(({ body }) => parseWebhook(JSON.parse(body)));
    expect(events.map(({ type }) => type)).toEqual([
      "message",
      "message",
      "user_preferences",
      "template_status",
      "template_quality",
      "template_category",
      "status",
      "status",
    ]);
  });

  it("are retried with growing pauses until 200, with the same bytes, and given up after seven days", async () => {
    const { sim, target, user } = await connected();
    target.answer(500);
    await user.sendText("first");
    const bodies = () => new Set(sim.webhooks.log.map(({ body }) => body)).size;
    await sim.advance("3h");
    const attempts = sim.webhooks.log.length;
    expect(attempts).toBeGreaterThan(4);
    expect(bodies()).toBe(1);
    const times = sim.webhooks.log.map(({ at }) => at);
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    target.answer(200);
    await sim.advance("1d");
    expect(target.messages()).toHaveLength(1);
    expect(sim.webhooks.pending).toBe(0);

    target.answer(503);
    await user.sendText("lost");
    await sim.advance("30d");
    target.answer(200);
    await sim.advance("30d");
    expect(target.messages()).toHaveLength(1);
    expect(sim.webhooks.pending).toBe(0);
    const last = sim.webhooks.log.filter(({ body }) => body.includes("lost"));
    expect((last.at(-1)?.at ?? 0) - (last[0]?.at ?? 0)).toBeLessThanOrEqual(7 * 86_400_000);
  });

  it("can come twice", async () => {
    const { sim, target, user } = await connected();
    sim.webhooks.duplicate(1);
    await user.sendText("hi");
    expect(target.messages()).toHaveLength(2);
    expect(sim.webhooks.log.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    expect(new Set(sim.webhooks.log.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });

  it("can be held back and come together, at most so many changes in one", async () => {
    const { sim, target, user } = await connected();
    sim.webhooks.pause();
    for (let i = 0; i < 5; i++) await user.sendText(String(i));
    expect(sim.webhooks.log).toHaveLength(0);
    expect(sim.webhooks.pending).toBe(5);
    sim.webhooks.batch(3);
    await sim.webhooks.resume();
    expect(sim.webhooks.log.map(({ fields }) => fields.length)).toEqual([3, 2]);
    expect(target.messages().map(({ text }) => text.body)).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("can come in any order, each once, the same order for the same seed", async () => {
    const order = async (seed: number) => {
      const { sim, target, user } = await connected({ seed });
      sim.webhooks.shuffle(true);
      sim.webhooks.pause();
      for (let i = 0; i < 8; i++) await user.sendText(String(i));
      await sim.webhooks.resume();
      return target.messages().map(({ text }) => text.body as string);
    };
    const one = await order(1);
    expect(one).not.toEqual([...one].sort());
    expect([...one].sort()).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    expect(await order(1)).toEqual(one);
    expect(await order(2)).not.toEqual(one);
  });

  it("shuffled statuses come late and out of order, none is lost", async () => {
    const { sim, target, user } = await connected();
    sim.webhooks.shuffle(true);
    await user.sendText("hi");
    for (let i = 0; i < 20; i++) await send(sim, text(String(i)));
    await sim.advance("20s");
    const statuses = target.statuses();
    expect(statuses).toHaveLength(40);
    const first = new Map<string, string>();
    for (const { id, status } of statuses) if (!first.has(id)) first.set(id, status);
    expect([...first.values()]).toContain("delivered");
  });

  it("several statuses of one instant may share a delivery", async () => {
    const { sim, target, user } = await connected();
    sim.webhooks.batch(1000);
    await user.sendText("hi");
    for (let i = 0; i < 10; i++) await send(sim, text(String(i)));
    await sim.advance("300ms");
    expect(sim.webhooks.log).toHaveLength(2);
    expect(new Set(target.statuses().map(({ id }) => id)).size).toBe(10);
    // Some stand in one value, some in a change of their own.
    expect(target.values.slice(1).length).toBeGreaterThan(1);
    expect(target.values.slice(1).length).toBeLessThan(10);
  });
});

describe("waiting for the target", () => {
  it("a user's action resolves when the target is idle, not only when it answered", async () => {
    const sim = createSimulator();
    const target = recorder(sim);
    const handled: string[] = [];
    let work = Promise.resolve();
    await sim.deliverTo({
      fetch: async (request) => {
        if (request.method === "POST")
          work = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => void handled.push("done"));
        return target.fetch(request);
      },
      idle: () => work,
    });
    await sim.user(ASHA).sendText("hi");
    expect(handled).toEqual(["done"]);
  });

  it("a handler that sleeps on the virtual clock does not block the one who moves it", async () => {
    const sim = createSimulator();
    const target = recorder(sim);
    const done: string[] = [];
    let work = Promise.resolve();
    await sim.deliverTo({
      fetch: async (request) => {
        if (request.method === "POST") work = sim.clock.sleep(60_000).then(() => void done.push("woke"));
        return target.fetch(request);
      },
      idle: () => work,
    });
    await sim.user(ASHA).sendText("one");
    // A sleeper from before the delivery blocks the second one's idle() as well.
    await sim.user(ASHA).sendText("two");
    expect(done).toEqual([]);
    await sim.advance("61s");
    expect(done).toEqual(["woke", "woke"]);
  });

  it("a handler that sleeps before it answers is taken up again when time moves", async () => {
    const sim = createSimulator();
    const target = recorder(sim);
    await sim.deliverTo(async (request) => {
      if (request.method === "POST") await sim.clock.sleep(10_000);
      return target.fetch(request);
    });
    await sim.user(ASHA).sendText("hi");
    expect(target.messages()).toEqual([]);
    await sim.advance("11s");
    expect(target.messages()).toHaveLength(1);
  });

  it("a person may act from within a handler", async () => {
    const { sim, target, user } = await connected();
    let answered = false;
    sim.on("status", ({ status }) => {
      if (status !== "delivered" || answered) return;
      answered = true;
      void user.sendText("got it");
    });
    await user.sendText("hi");
    await send(sim, text());
    await sim.advance("5s");
    expect(target.messages().map(({ text }) => text.body)).toEqual(["hi", "got it"]);
  });
});
