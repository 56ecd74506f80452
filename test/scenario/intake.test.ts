import { describe, expect, it } from "vitest";
import { arrival, openWorld, optIn, RAVI } from "./setup.js";

describe("handlers", () => {
  it("one that throws is called again with back-off, then the event is a dead letter, which can be replayed", async () => {
    const { sim, waypost } = await openWorld();
    let calls = 0;
    let broken = true;
    waypost.on("message.text", () => {
      calls++;
      if (broken) throw new Error("the shop's database is away");
    });
    await sim.user(RAVI).sendText("hello");
    expect(calls).toBe(1);
    await sim.advance("2s");
    expect(calls).toBe(2);
    await sim.advance("1h");
    expect(calls).toBe(8);
    const [letter] = await waypost.webhooks.deadLetters();
    expect(letter).toMatchObject({
      attempts: 8,
      lastError: expect.stringContaining("database is away") as unknown,
    });
    broken = false;
    expect(await waypost.webhooks.replay(letter?.key ?? "")).toBe(true);
    await waypost.webhooks.idle();
    expect(calls).toBe(9);
    expect([await waypost.webhooks.deadLetters(), await waypost.webhooks.replay("x")]).toEqual([[], false]);
  });

  it("one person's messages keep their order, another person's do not wait", async () => {
    const { sim, waypost } = await openWorld();
    const heard: string[] = [];
    let broken = true;
    waypost.on("message.text", ({ message, user }) => {
      if (broken && message.text.body === "first") throw new Error("not yet");
      heard.push(`${user.name ?? ""} ${message.text.body}`);
    });
    const ravi = sim.user(RAVI, { name: "Ravi" });
    await ravi.sendText("first");
    await ravi.sendText("second");
    await sim.user("+919829012345", { name: "Meera" }).sendText("hello");
    expect(heard).toEqual(["Meera hello"]);
    broken = false;
    await sim.advance("5s");
    expect(heard).toEqual(["Meera hello", "Ravi first", "Ravi second"]);
  });

  it("an opt-out counts at once, also behind a message whose handler fails", async () => {
    const { sim, waypost } = await openWorld();
    const ref = await optIn(waypost);
    waypost.on("message.text", () => {
      throw new Error("always");
    });
    await sim.advance("1m");
    await sim.user(RAVI).sendText("hello");
    await sim.user(RAVI).sendText("STOP");
    await expect(waypost.messages.sendTemplate(arrival(sim, ref))).rejects.toMatchObject({
      code: "OPTED_OUT",
    });
  });

  it("the delivery is answered when its events are stored, however long handlers take", async () => {
    const { sim, waypost } = await openWorld();
    let release = (): void => undefined;
    const busy = new Promise<void>((resolve) => {
      release = resolve;
    });
    const heard: string[] = [];
    waypost.on("message.text", async ({ message }) => {
      await busy;
      heard.push(message.text.body);
    });
    const answered = new Promise<number>((resolve) => {
      void sim.deliverTo({
        ...waypost.webhooks,
        fetch: async (request: Request) => {
          const answer = await waypost.webhooks.fetch(request);
          resolve(answer.status);
          return answer;
        },
      });
    });
    const sending = sim.user(RAVI).sendText("hello");
    expect([await answered, heard]).toEqual([200, []]);
    release();
    await sending;
    await waypost.webhooks.idle();
    expect(heard).toEqual(["hello"]);
  });

  it("a delivery that comes twice is handled once", async () => {
    const { sim, waypost } = await openWorld();
    sim.webhooks.duplicate(1);
    let calls = 0;
    waypost.on("message", () => void calls++);
    await sim.user(RAVI).sendText("hello");
    expect([calls, sim.webhooks.log.length]).toEqual([1, 2]);
  });

  it("both names of an event are called, the specific one first; other events by their names", async () => {
    const { sim, waypost } = await openWorld();
    const calls: string[] = [];
    waypost.on("message", () => void calls.push("message"));
    waypost.on("message.text", () => void calls.push("message.text"));
    waypost.on("status.delivered", ({ chat }) => void calls.push(`delivered ${String(chat)}`));
    waypost.on("template.status", ({ status }) => void calls.push(`template ${status}`));
    waypost.on("user_preferences", ({ preference }) => void calls.push(preference.value));
    waypost.on("message.text", async ({ chat }) => chat.sendText("hi"));
    await sim.user(RAVI).sendText("hello");
    await sim.advance("5s");
    await sim.templates.pause("order_shipped");
    await sim.user(RAVI).stopPromotions();
    expect(calls).toEqual(["message.text", "message", "delivered undefined", "template PAUSED", "stop"]);
  });

  it("when the store is away the delivery is refused, so that Meta sends it again", async () => {
    const { sim, store, waypost } = await openWorld();
    const heard: string[] = [];
    waypost.on("message.text", ({ message }) => void heard.push(message.text.body));
    const put = store.inbox.put.bind(store.inbox);
    let away = true;
    Object.assign(store.inbox, {
      put: async (items: Parameters<typeof put>[0]) => {
        if (away) throw new Error("no disk");
        return put(items);
      },
    });
    await sim.user(RAVI).sendText("hello");
    expect([heard, sim.webhooks.log.at(-1)?.status]).toEqual([[], 500]);
    away = false;
    await sim.advance("1h");
    expect(heard).toEqual(["hello"]);
  });
});
