import { describe, expect, it } from "vitest";
import {
  ASHA,
  body,
  createSimulator,
  graph,
  recorder,
  send,
  type Simulator,
  template,
  text,
} from "./harness.js";

async function withRecorder(options = {}) {
  const sim = createSimulator(options);
  const target = recorder(sim);
  await sim.deliverTo(target);
  return { sim, target };
}

function addTemplates(sim: Simulator): void {
  sim.templates.add({
    name: "order_update",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{1}}" },
      { type: "BODY", text: "Hi {{1}}, your order {{2}} is on its way." },
      { type: "FOOTER", text: "Asha Stores" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Stop" },
          { type: "URL", text: "Track", url: "https://shop.example/{{1}}" },
        ],
      },
    ],
  });
  sim.templates.add({
    name: "offers",
    language: "en",
    category: "MARKETING",
    body: "New things are in the shop this week.",
  });
}

const orderUpdate = template("order_update", [
  { type: "header", parameters: [{ type: "text", text: "A-1" }] },
  body("Ravi", "A-1"),
  {
    type: "button",
    sub_type: "quick_reply",
    index: "0",
    parameters: [{ type: "payload", payload: "STOP_ALL" }],
  },
  { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "A-1" }] },
]);

describe("an accepted message", () => {
  it("is answered with its id, is sent, delivered and read, and each status tells of it", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const answer = await send(sim, { ...orderUpdate, biz_opaque_callback_data: "snd_1" });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      messaging_product: "whatsapp",
      contacts: [{ input: ASHA, wa_id: "919812345678" }],
      messages: [{ id: expect.stringMatching(/^wamid\./), message_status: "accepted" }],
    });
    const { id } = answer.json.messages[0];
    const user = sim.user(ASHA);
    await sim.advance("299ms");
    expect(target.statuses()).toEqual([]);
    await sim.advance("1ms");
    expect(target.statuses().map(({ status }) => status)).toEqual(["sent"]);
    await sim.advance("700ms");
    await user.read();
    expect(target.statuses()).toEqual(
      ["sent", "delivered", "read"].map((status) => ({
        id,
        status,
        timestamp: expect.stringMatching(/^\d{10}$/),
        recipient_id: "919812345678",
        recipient_user_id: user.userId,
        biz_opaque_callback_data: "snd_1",
        ...(status === "read"
          ? {}
          : { pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" } }),
      })),
    );
    expect(target.values[0]?.value).toMatchObject({
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "911415550100", phone_number_id: sim.credentials.phoneNumberId },
      contacts: [{ profile: { name: "WhatsApp user" }, wa_id: "919812345678", user_id: user.userId }],
    });
    expect(sim.sent[0]).toMatchObject({
      id,
      status: "read",
      insideWindow: false,
      template: { name: "order_update", category: "UTILITY" },
    });
  });

  it("stands on the phone as the person reads it", async () => {
    const { sim } = await withRecorder();
    addTemplates(sim);
    await send(sim, orderUpdate);
    expect(sim.user(ASHA).lastReceived).toMatchObject({
      direction: "in",
      type: "template",
      header: "Order A-1",
      body: "Hi Ravi, your order A-1 is on its way.",
      footer: "Asha Stores",
      text: "Order A-1\nHi Ravi, your order A-1 is on its way.\nAsha Stores",
      buttons: [
        { kind: "reply", title: "Stop", id: "STOP_ALL" },
        { kind: "url", title: "Track", target: "https://shop.example/A-1" },
      ],
      at: sim.now,
    });
  });

  it("below Graph v24 carries a conversation", async () => {
    const { sim, target } = await withRecorder({ graphVersion: "v23.0" });
    addTemplates(sim);
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(target.statuses()[0].conversation).toEqual({
      id: expect.any(String),
      expiration_timestamp: expect.any(String),
      origin: { type: "marketing" },
    });
    const newer = await withRecorder();
    addTemplates(newer.sim);
    await send(newer.sim, template("offers"));
    await newer.sim.advance("2s");
    expect(newer.target.statuses()[0]).not.toHaveProperty("conversation");
  });
});

describe("the customer service window", () => {
  it("opens with any message of the person and closes 24 hours after the last; then free-form is accepted and fails with 131047", async () => {
    const { sim, target } = await withRecorder();
    const user = sim.user(ASHA);
    await user.sendText("hi");
    expect(user.isWindowOpen()).toBe(true);
    await sim.advance("23h");
    await user.sendText("still there?");
    await sim.advance(24 * 3_600_000 - 1);
    expect(await send(sim, text())).toMatchObject({ status: 200 });
    expect(sim.sent.at(-1)?.insideWindow).toBe(true);
    await sim.advance(1);
    expect(user.isWindowOpen()).toBe(false);
    const answer = await send(sim, text("too late"));
    expect(answer.status).toBe(200);
    expect(sim.sent.at(-1)?.insideWindow).toBe(false);
    await sim.advance("2s");
    expect(sim.sent.at(-1)).toMatchObject({ status: "failed", errorCode: 131047 });
    const failed = target.statuses().find(({ status }) => status === "failed");
    expect(failed).toEqual({
      id: answer.json.messages[0].id,
      status: "failed",
      timestamp: expect.any(String),
      recipient_id: "919812345678",
      errors: [
        {
          code: 131047,
          title: "Re-engagement message",
          message: "Re-engagement message",
          error_data: { details: expect.stringContaining("more than 24 hours") },
          href: expect.any(String),
        },
      ],
    });
    expect(target.values.at(-1)?.value).not.toHaveProperty("contacts");
    expect(user.lastReceived?.text).toBe("Hello");
  });

  it("can be enforced at once", async () => {
    const sim = createSimulator({ outsideWindow: "sync" });
    const answer = await send(sim, text());
    expect([answer.status, answer.json.error.code]).toEqual([400, 131047]);
    expect(sim.sent).toHaveLength(0);
  });

  it("belongs to one business number", async () => {
    const phoneNumbers = [
      { id: "1", displayPhoneNumber: "+91 141 555 0100" },
      { id: "2", displayPhoneNumber: "+91 141 555 0200" },
    ];
    const sim = createSimulator({ phoneNumbers, outsideWindow: "sync" });
    await sim.user(ASHA, { to: "2" }).sendText("hi");
    expect((await send(sim, text(), "2")).status).toBe(200);
    expect((await send(sim, text(), "1")).json.error.code).toBe(131047);
  });

  it("lets Direct Send through where the account may use it", async () => {
    const sim = createSimulator({ directSend: true, outsideWindow: "sync" });
    expect((await send(sim, { ...text(), category: "utility" })).status).toBe(200);
    expect((await send(sim, { ...text(), category: "marketing" })).json.error.code).toBe(100);
  });
});

describe("people who do not want or cannot get a message", () => {
  it("stopped promotions: user_preferences, then marketing fails with 131050 and utility arrives; resumed: all arrives", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const user = sim.user(ASHA);
    await user.stopPromotions();
    expect(target.values[0]).toMatchObject({
      field: "user_preferences",
      value: {
        user_preferences: [
          {
            wa_id: "919812345678",
            category: "marketing_messages",
            value: "stop",
            timestamp: expect.any(Number),
          },
        ],
      },
    });
    await send(sim, template("offers"));
    await send(sim, orderUpdate);
    await sim.advance("2s");
    expect(
      sim.sent.map(({ status, errorCode, promotionsStopped }) => [status, errorCode, promotionsStopped]),
    ).toEqual([
      ["failed", 131050, true],
      ["delivered", undefined, true],
    ]);
    await user.resumePromotions();
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(sim.sent.at(-1)?.status).toBe("delivered");
  });

  it("a person not on WhatsApp, or who blocked the business: 131026", async () => {
    const { sim } = await withRecorder();
    addTemplates(sim);
    const user = sim.user(ASHA);
    user.block();
    await send(sim, template("offers"));
    user.unblock();
    await send(sim, template("offers"));
    user.leaveWhatsApp();
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(sim.sent.map(({ errorCode }) => errorCode)).toEqual([131026, undefined, 131026]);
    await expect(user.sendText("x")).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
      message: expect.stringContaining("not on WhatsApp"),
    });
  });

  it("strangers can be absent", async () => {
    const sim = createSimulator({ strangersOnWhatsApp: false });
    addTemplates(sim);
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(sim.sent[0]?.errorCode).toBe(131026);
  });

  it("marketing to the United States and beyond the person's limit: 131049", async () => {
    const sim = createSimulator({ marketingPerPerson: 1 });
    addTemplates(sim);
    await send(sim, { ...template("offers"), to: "+12125550123" });
    await send(sim, template("offers"));
    await send(sim, template("offers"));
    await sim.advance("1d");
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(sim.sent.map(({ errorCode }) => errorCode)).toEqual([131049, undefined, 131049, undefined]);
  });

  it("any code can be ordered for the next message", async () => {
    const sim = createSimulator();
    addTemplates(sim);
    sim.faults.nextDelivery({ code: 131042, when: (message) => message.template?.name === "offers" });
    await send(sim, orderUpdate);
    await send(sim, template("offers"));
    await sim.advance("2s");
    expect(sim.sent.map(({ errorCode }) => errorCode)).toEqual([undefined, 131042]);
  });

  it("an offline phone: sent, and delivered when it comes online", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const user = sim.user(ASHA);
    user.goOffline();
    await send(sim, template("offers"));
    await sim.advance("5d");
    expect(target.statuses().map(({ status }) => status)).toEqual(["sent"]);
    expect(user.messages).toEqual([]);
    await user.comeOnline();
    expect(target.statuses().map(({ status }) => status)).toEqual(["sent", "delivered"]);
    expect(user.messages).toHaveLength(1);
  });

  it("a phone that never comes online again: what waited fails", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const user = sim.user(ASHA);
    user.goOffline();
    await send(sim, template("offers"));
    await sim.advance("1h");
    user.leaveWhatsApp();
    await sim.advance("1s");
    expect(target.statuses().map(({ status, errors }) => [status, errors?.[0].code])).toEqual([
      ["sent", undefined],
      ["failed", 131026],
    ]);
  });
});

describe("what people write", () => {
  it("a text goes out at once with contact, number and user id", async () => {
    const { sim, target } = await withRecorder();
    const user = sim.user({ phone: ASHA, name: "Aïsha / ☕", username: "aisha.k" });
    const message = await user.sendText("Grüße / ok?");
    expect(target.values).toEqual([
      {
        field: "messages",
        value: {
          messaging_product: "whatsapp",
          metadata: { display_phone_number: "911415550100", phone_number_id: sim.credentials.phoneNumberId },
          contacts: [
            {
              profile: { name: "Aïsha / ☕", username: "aisha.k" },
              wa_id: "919812345678",
              user_id: user.userId,
            },
          ],
          messages: [
            {
              from: "919812345678",
              from_user_id: user.userId,
              id: message.id,
              timestamp: String(Math.floor(sim.now / 1000)),
              type: "text",
              text: { body: "Grüße / ok?" },
            },
          ],
        },
      },
    ]);
    expect(user.userId).toMatch(/^IN\.\d+$/);
    // As Meta writes it: escaped, so that a body that was parsed and written anew has another signature.
    expect(sim.webhooks.log[0]?.body).toContain("Gr\\u00fc\\u00dfe \\/ ok?");
  });

  it("quick replies, reply buttons and rows are tapped on what stands on the phone", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const user = sim.user(ASHA);
    await send(sim, orderUpdate);
    await user.tapButton("Stop");
    expect(target.messages().at(-1)).toMatchObject({
      type: "button",
      button: { payload: "STOP_ALL", text: "Stop" },
      context: { id: sim.sent[0]?.id },
    });
    const reply = { type: "reply", reply: { id: "yes", title: "Yes" } };
    await send(sim, {
      type: "interactive",
      interactive: { type: "button", body: { text: "Sure?" }, action: { buttons: [reply] } },
    });
    await user.tapButton("yes");
    expect(target.messages().at(-1)).toMatchObject({
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } },
    });
    const row = { id: "r1", title: "Monday", description: "10 to 12" };
    await send(sim, {
      type: "interactive",
      interactive: {
        type: "list",
        body: { text: "When?" },
        action: { button: "Choose", sections: [{ rows: [row] }] },
      },
    });
    await user.chooseRow("Monday");
    expect(target.messages().at(-1)).toMatchObject({ interactive: { type: "list_reply", list_reply: row } });
    await expect(user.tapButton("Nothing")).rejects.toThrow(/has a button "Nothing".*"Stop", "Track", "Yes"/);
    await expect(user.tapButton("Track")).rejects.toThrow(/url button/);
  });

  it("quotes, reactions, places and files have Meta's shapes; files can be downloaded for seven days", async () => {
    const { sim, target } = await withRecorder();
    const user = sim.user(ASHA);
    await user.sendText("hi");
    const sent = (await send(sim, text("Hello"))).json.messages[0].id as string;
    await user.reply(sent, "yes");
    expect(target.messages().at(-1)).toMatchObject({
      text: { body: "yes" },
      context: { from: "911415550100", id: sent },
    });
    await user.react(sent, "👍");
    expect(target.messages().at(-1)).toMatchObject({
      type: "reaction",
      reaction: { message_id: sent, emoji: "👍" },
    });
    expect(user.messages.find(({ id }) => id === sent)?.reaction).toBe("👍");
    await user.sendLocation({ latitude: 26.9, longitude: 75.8 });
    expect(target.messages().at(-1)).toMatchObject({
      type: "location",
      location: { latitude: 26.9, longitude: 75.8 },
    });
    await user.sendImage({ caption: "broken", bytes: new Uint8Array([1, 2, 3]) });
    const { image } = target.messages().at(-1);
    expect(image).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      mime_type: "image/jpeg",
      caption: "broken",
    });
    const { json } = await graph(sim, "GET", `/${String(image.id)}`);
    const file = await sim.handle({
      method: "GET",
      url: json.url,
      headers: { authorization: `Bearer ${sim.credentials.accessToken}` },
    });
    expect([...(file.body as Uint8Array)]).toEqual([1, 2, 3]);
    await sim.advance("5m");
    expect(
      (
        await sim.handle({
          method: "GET",
          url: json.url,
          headers: { authorization: `Bearer ${sim.credentials.accessToken}` },
        })
      ).status,
    ).toBe(200);
    await sim.advance("1s");
    expect(
      (
        await sim.handle({
          method: "GET",
          url: json.url,
          headers: { authorization: `Bearer ${sim.credentials.accessToken}` },
        })
      ).status,
    ).toBe(404);
    await sim.advance("7d");
    expect((await graph(sim, "GET", `/${String(image.id)}`)).json.error.error_subcode).toBe(33);
  });

  it("a new number brings a system message, a new user id, and closes the window; the old number is nobody's", async () => {
    const { sim, target } = await withRecorder();
    const user = sim.user(ASHA);
    await user.sendText("hi");
    const before = user.userId;
    await user.changeNumber("+919899999999");
    expect(user.phone).toBe("+919899999999");
    expect(target.values.slice(1)).toMatchObject([
      {
        field: "messages",
        value: {
          messages: [
            {
              from: "919812345678",
              type: "system",
              system: { type: "user_changed_number", wa_id: "919899999999", user_id: user.userId },
            },
          ],
        },
      },
      {
        field: "user_id_update",
        value: { user_id_update: [{ user_id: { previous: before, current: user.userId } }] },
      },
    ]);
    expect(target.values[1]?.value).not.toHaveProperty("contacts");
    expect(user.isWindowOpen()).toBe(false);
    await send(sim, text());
    await sim.advance("2s");
    expect(sim.sent.at(-1)?.errorCode).toBe(131026);
  });

  it("somebody with a username can hide the number until the business writes to it", async () => {
    const { sim, target } = await withRecorder();
    addTemplates(sim);
    const user = sim.user({ phone: ASHA, username: "asha", hidesPhone: true });
    await user.sendText("hi");
    expect(target.messages()[0]).not.toHaveProperty("from");
    expect(target.values[0]?.value.contacts[0]).not.toHaveProperty("wa_id");
    const answer = await send(sim, { to: undefined, recipient: user.userId, ...text() });
    expect(answer.json.contacts).toEqual([{ input: user.userId, user_id: user.userId }]);
    expect(user.lastReceived?.text).toBe("Hello");
    await send(sim, template("offers"));
    await user.sendText("again");
    expect(target.messages().at(-1)).toMatchObject({ from: "919812345678", from_user_id: user.userId });
  });

  it("without user ids the webhooks are those of before April 2026", async () => {
    const { sim, target } = await withRecorder({ userIds: false });
    await sim.user(ASHA).sendText("hi");
    expect(JSON.stringify(target.values)).not.toContain("user_id");
  });

  it("mark as read reaches the phone; an unknown message is refused", async () => {
    const { sim } = await withRecorder();
    const user = sim.user(ASHA);
    const message = await user.sendText("hi");
    const path = `/${sim.credentials.phoneNumberId}/messages`;
    const read = {
      messaging_product: "whatsapp",
      status: "read",
      message_id: message.id,
      typing_indicator: { type: "text" },
    };
    expect((await graph(sim, "POST", path, read)).json).toEqual({ success: true });
    expect(user.messages[0]?.read).toBe(true);
    expect((await graph(sim, "POST", path, { ...read, message_id: "wamid.none" })).json.error.code).toBe(
      131009,
    );
    expect(sim.sent).toHaveLength(0);
  });

  it("a reaction of the business is only ever sent, and needs its message", async () => {
    const { sim, target } = await withRecorder();
    const user = sim.user(ASHA);
    const message = await user.sendText("hi");
    await send(sim, { type: "reaction", reaction: { message_id: message.id, emoji: "❤" } });
    await send(sim, { type: "reaction", reaction: { message_id: "wamid.none", emoji: "❤" } });
    await sim.advance("5s");
    expect(user.messages[0]?.reaction).toBe("❤");
    expect(target.statuses().map(({ status, errors }) => [status, errors?.[0].code])).toEqual([
      ["sent", undefined],
      ["failed", 131009],
    ]);
  });
});

describe("pricing", () => {
  it("is free in the window for service and utility until October 2026; then utility is billed, and service after 1,000 a month", async () => {
    const priceOf = async (startAt: string, message: Record<string, unknown>) => {
      const { sim, target } = await withRecorder({ startAt });
      addTemplates(sim);
      await sim.user(ASHA).sendText("hi");
      await send(sim, message);
      await sim.advance("1s");
      const { pricing } = target.statuses()[0];
      return `${String(pricing.category)} ${String(pricing.type)}`;
    };
    expect(await priceOf("2026-09-30T12:00:00Z", text())).toBe("service free_customer_service");
    expect(await priceOf("2026-09-30T12:00:00Z", orderUpdate)).toBe("utility free_customer_service");
    expect(await priceOf("2026-10-01T12:00:00Z", orderUpdate)).toBe("utility regular");
    expect(await priceOf("2026-10-01T12:00:00Z", text())).toBe("service free_customer_service");
    expect(await priceOf("2026-09-30T12:00:00Z", template("offers"))).toBe("marketing regular");
  });
});

describe("the live transcript", () => {
  it("tells of messages in both directions, statuses and requests, until one stops listening", async () => {
    const { sim } = await withRecorder();
    const seen: string[] = [];
    const stop = sim.on("message", ({ from, message }) => seen.push(`${from}: ${message.text}`));
    sim.on("status", ({ status }) => seen.push(status));
    sim.on("request", ({ method, path }) => seen.push(`${method} ${path.split("/").at(-1) ?? ""}`));
    await sim.user(ASHA).sendText("hi");
    await send(sim, text("hello"));
    await sim.advance("2s");
    expect(seen).toEqual(["user: hi", "business: hello", "POST messages", "sent", "delivered"]);
    stop();
    await sim.user(ASHA).sendText("hi again");
    expect(seen).toHaveLength(5);
  });
});
