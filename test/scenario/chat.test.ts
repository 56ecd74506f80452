import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Chat, defineTemplate } from "waypost";
import { SAMPLES, LINK, ORDER } from "../unit/messages/samples.js";
import { arrival, openWorld, optIn, RAVI, shipped } from "./setup.js";

async function openChat(options = {}) {
  const world = await openWorld(options);
  await world.sim.user(RAVI).sendText("hello");
  return { ...world, chat: await world.waypost.chats.open(RAVI) };
}

const SENDS: Readonly<Record<string, (chat: Chat) => Promise<unknown>>> = {
  sendText: (chat) => chat.sendText("hello", { previewUrl: true }),
  sendImage: (chat) => chat.sendImage({ link: LINK }),
  sendVideo: (chat) => chat.sendVideo({ link: LINK, caption: "c" }),
  sendAudio: (chat) => chat.sendAudio({ link: LINK, voice: true }),
  sendDocument: (chat) => chat.sendDocument({ link: LINK, fileName: "a.pdf" }),
  sendSticker: (chat) => chat.sendSticker({ link: LINK }),
  sendLocation: (chat) => chat.sendLocation({ latitude: 26.9, longitude: 75.8, name: "Shop" }),
  sendContacts: (chat) => chat.sendContacts([{ name: { formattedName: "A B", firstName: "A" } }]),
  sendButtons: (chat) => chat.sendButtons({ body: "b", buttons: [{ id: "y", title: "Yes" }] }),
  sendList: (chat) =>
    chat.sendList({ body: "b", button: "Open", sections: [{ rows: [{ id: "1", title: "One" }] }] }),
  sendUrlButton: (chat) => chat.sendUrlButton({ body: "b", button: "Track", url: LINK }),
  sendFlow: (chat) => chat.sendFlow({ body: "b", button: "Book", flowId: "1" }),
  sendCarousel: (chat) =>
    chat.sendCarousel({
      body: "b",
      cards: [1, 2].map(() => ({ image: { link: LINK }, button: "See", url: LINK })),
    }),
  sendProduct: (chat) => chat.sendProduct({ catalogId: "1", productId: "a" }),
  sendProductList: (chat) =>
    chat.sendProductList({
      catalogId: "1",
      header: { text: "h" },
      body: "b",
      sections: [{ productIds: ["a"] }],
    }),
  sendProductCarousel: (chat) =>
    chat.sendProductCarousel({ body: "b", catalogId: "1", productIds: ["a", "b"] }),
  sendCatalog: (chat) => chat.sendCatalog({ body: "b" }),
  requestLocation: (chat) => chat.requestLocation("Where?"),
  requestAddress: (chat) => chat.requestAddress({ body: "Where to?", country: "IN" }),
  requestContactInfo: (chat) => chat.requestContactInfo("May we?"),
  requestCallPermission: (chat) => chat.requestCallPermission("May we call?"),
  sendCallButton: (chat) => chat.sendCallButton({ body: "Call us" }),
  sendOrder: (chat) => chat.sendOrder(ORDER),
  sendOrderStatus: (chat) => chat.sendOrderStatus({ body: "b", referenceId: "A-1", status: "shipped" }),
};

describe("every kind of message", () => {
  it("each method of Chat is here", () => {
    const methods = [Chat.prototype, Object.getPrototypeOf(Chat.prototype) as object]
      .flatMap(Object.getOwnPropertyNames)
      .filter((name) => /^(?:send|request)/.test(name));
    expect(Object.keys(SENDS).sort()).toEqual(methods.filter((name) => name !== "sendTyping").sort());
  });

  it.each(Object.keys(SENDS))(
    "%s reaches the person, and is refused when the window has closed",
    async (name) => {
      const { sim, waypost, chat } = await openChat();
      await SENDS[name]?.(chat);
      expect(sim.sent.length).toBe(1);
      await sim.advance("10s");
      const [entry] = await waypost.ledger.list({ limit: 1 });
      expect(entry).toMatchObject({ state: "accepted", kind: sim.sent[0]?.type });
      await sim.advance("25h");
      await expect(SENDS[name]?.(chat)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
      expect(sim.sent.length).toBe(1);
    },
  );

  it("the simulator takes every form that the builders make", async () => {
    const { sim } = await openChat();
    const transport = sim.transport();
    for (const [name, { wire }] of Object.entries(SAMPLES)) {
      await sim.advance("1m");
      const answer = await transport.request({
        method: "POST",
        url: `https://graph.facebook.com/v26.0/${sim.credentials.phoneNumberId}/messages`,
        headers: {
          authorization: `Bearer ${sim.credentials.accessToken}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ messaging_product: "whatsapp", to: RAVI, ...wire }),
        timeoutMs: 1_000,
      });
      expect([name, answer.status, answer.status === 200 ? "" : answer.body]).toEqual([name, 200, ""]);
    }
  });

  it("reactions, quotes, read receipts and typing", async () => {
    const { sim, chat } = await openChat();
    const inbound = sim.requests.length;
    await chat.markRead();
    await chat.sendTyping();
    expect(sim.requests.slice(inbound).map(({ path }) => path.endsWith("/messages"))).toEqual([true, true]);
    expect(sim.sent.length).toBe(0);
    const receipt = await chat.sendText("one");
    await chat.react(receipt.messageId, "👍");
    await chat.sendText("two", { replyTo: receipt.messageId });
    expect(sim.sent.map(({ type }) => type)).toEqual(["text", "reaction", "text"]);
    await expect(chat.markRead("")).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    await expect(chat.react(receipt.messageId, "no")).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
  });
});

describe("media from a file", () => {
  it("goes up once the policy allowed the send, and goes out by id", async () => {
    const folder = await mkdtemp(join(tmpdir(), "waypost-media-"));
    const path = join(folder, "bill.pdf");
    await writeFile(path, "%PDF-1.7");
    const { sim, chat } = await openChat();
    await chat.sendDocument({ file: { path }, caption: "Your bill" });
    await chat.sendImage({ file: new Uint8Array([0xff, 0xd8, 0xff]), mimeType: "image/jpeg" });
    await chat.sendSticker({ file: new Blob(["RIFF"], { type: "image/webp" }) });
    const media = sim.sent.map(({ payload }) =>
      Object.values(payload).find((v) => typeof v === "object" && v !== null && "id" in v),
    );
    expect(media.every((one) => /^\d+$/.test((one as { id: string }).id))).toBe(true);
    await sim.advance("25h");
    const before = sim.requests.length;
    await expect(chat.sendDocument({ file: { path } })).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
    expect(sim.requests.length).toBe(before);
    await rm(folder, { recursive: true, force: true });
  });

  it("what is no file, too large, or of a wrong type sends nothing", async () => {
    const { sim, waypost, chat } = await openChat();
    await expect(chat.sendImage({ file: { path: "/nowhere/a.jpg" } })).rejects.toMatchObject({
      code: "MEDIA_UNREADABLE",
    });
    await expect(
      chat.sendImage({ file: new Uint8Array(6 * 1024 * 1024), mimeType: "image/jpeg" }),
    ).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
    await expect(
      chat.sendImage({ file: new Uint8Array(3), mimeType: "application/pdf" }),
    ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    await expect(
      chat.sendVideo({ file: new Uint8Array(3), mimeType: "video/mp4", caption: "x".repeat(1_025) }),
    ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    expect(sim.sent.length).toBe(0);
    expect((await waypost.ledger.list()).map(({ state }) => state)).toEqual(["failed", "failed"]);
    await chat.sendText("still open");
    expect(sim.sent.length).toBe(1);
  });
});

describe("a file wherever media belong", () => {
  const jpeg = { file: new Uint8Array([0xff, 0xd8, 0xff]), mimeType: "image/jpeg" };
  const path = join(tmpdir(), "waypost-header.png");
  const png = { file: { path } };
  const ids = (payload: unknown): string[] =>
    [...JSON.stringify(payload).matchAll(/"id":"(\d+)"/g)].map(([, id = ""]) => id);
  const uploads = (sim: { requests: readonly { path: string }[] }) =>
    sim.requests.filter((request) => request.path.endsWith("/media")).length;

  it.each<[string, (chat: Chat) => Promise<unknown>, number]>([
    [
      "a header",
      (chat) => chat.sendButtons({ header: { image: png }, body: "b", buttons: [{ id: "y", title: "Yes" }] }),
      1,
    ],
    [
      "a header with a named document",
      (chat) =>
        chat.sendUrlButton({
          header: { document: { file: new Uint8Array([1]), fileName: "bill.pdf" } },
          body: "b",
          button: "See",
          url: LINK,
        }),
      1,
    ],
    [
      "a Flow's header",
      (chat) => chat.sendFlow({ header: { image: jpeg }, body: "b", button: "Go", flowId: "9" }),
      1,
    ],
    [
      "cards, one file once",
      (chat) =>
        chat.sendCarousel({
          body: "b",
          cards: [jpeg, jpeg, png].map((image) => ({ image, button: "See", url: LINK })),
        }),
      2,
    ],
    ["an order's picture", (chat) => chat.sendOrder({ ...ORDER, image: jpeg }), 1],
  ])("%s", async (_name, send, files) => {
    await writeFile(path, "png");
    const { sim, chat } = await openChat();
    await send(chat);
    expect([uploads(sim), sim.sent.length]).toEqual([files, 1]);
    expect(new Set(ids(sim.sent[0]?.payload)).size).toBeGreaterThanOrEqual(files);
    expect(JSON.stringify(sim.sent[0]?.payload)).not.toMatch(/"id":"0"|mimeType|fileName/);
    await sim.advance("25h");
    await expect(send(chat)).rejects.toMatchObject({ code: "WINDOW_CLOSED" });
    expect(uploads(sim)).toBe(files);
    await rm(path);
  });

  it("a template's header and its cards", async () => {
    const bill = defineTemplate({
      name: "bill",
      language: "en",
      category: "utility",
      header: { format: "document" },
      body: "Your bill for {{order}} is here.",
      examples: { order: "A-1" },
    });
    const quilts = defineTemplate({
      name: "quilts",
      language: "en",
      category: "marketing",
      body: "New from our workshop. Reply STOP to get no more offers.",
      cards: [
        { header: { format: "image" }, buttons: [{ type: "quick_reply", text: "Tell me more" }] },
        { header: { format: "image" }, buttons: [{ type: "quick_reply", text: "Tell me more" }] },
      ],
    });
    const { sim, waypost } = await openWorld();
    sim.templates.add(bill);
    sim.templates.add(quilts);
    const ref = await optIn(waypost);
    const to = RAVI;
    await waypost.messages.sendTemplate({
      to,
      template: bill,
      params: {
        header: { file: new Blob(["%PDF-1.7"], { type: "application/pdf" }), fileName: "A-1.pdf" },
        order: "A-1",
      },
      cause: { kind: "order", ref: "A-1", at: sim.now },
    });
    expect(sim.sent[0]?.payload).toMatchObject({
      template: { components: [{ parameters: [{ document: { filename: "A-1.pdf" } }] }, {}] },
    });
    await sim.advance("1m");
    const send = (header: { file: Uint8Array; mimeType: string }, step: string) =>
      waypost.messages.sendTemplate({
        to,
        template: quilts,
        params: { cards: [{ header }, { header: jpeg }] },
        cause: { kind: "subscription", ref, at: sim.now, step },
      });
    await send(jpeg, "one");
    expect([uploads(sim), sim.sent.length]).toEqual([2, 2]);
    await expect(send({ ...jpeg, mimeType: "application/pdf" }, "two")).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
    await waypost.consent.withdraw({ user: to, scopes: "all", method: "verbal" });
    await expect(send(jpeg, "three")).rejects.toMatchObject({ code: "OPTED_OUT" });
    expect(uploads(sim)).toBe(2);
  });

  it("bytes that do not tell their type are asked for it; where only one fits, it is that", async () => {
    const { sim, chat } = await openChat();
    const file = new Uint8Array([1]);
    await expect(chat.sendImage({ file })).rejects.toMatchObject({ problems: [{ field: "mimeType" }] });
    await expect(chat.sendImage({ file: { path: "a.pdf" } })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
    await expect(chat.sendAudio({ file, voice: true, mimeType: "audio/mpeg" })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
    await chat.sendSticker({ file });
    await chat.sendAudio({ file, voice: true });
    await chat.sendDocument({ file });
    expect(sim.sent.map(({ type }) => type)).toEqual(["sticker", "audio", "document"]);
  });

  it("a caller's own word stays their own", async () => {
    const { sim, chat } = await openChat();
    await chat.sendFlow({ body: "b", button: "Go", flowId: "1", screen: "S", data: { file: { path } } });
    expect(uploads(sim)).toBe(0);
  });
});

describe("what goes around a message", () => {
  it("the hash of the identity and the account that is billed", async () => {
    const { sim, waypost, chat } = await openChat({ messagingAccountId: "77" });
    await chat.sendText("hello", { identityKeyHash: "h1", replyTo: "wamid.1" });
    await optIn(waypost);
    await waypost.messages.sendTemplate({ ...shipped(sim), identityKeyHash: "h2", replyTo: "wamid.2" });
    const around = { messaging_account_id: "77" };
    expect(sim.sent.map(({ payload }) => payload)).toMatchObject([
      { ...around, recipient_identity_key_hash: "h1", context: { message_id: "wamid.1" } },
      { ...around, recipient_identity_key_hash: "h2", context: { message_id: "wamid.2" } },
    ]);
  });

  it("a template says where a tap leads; bad addresses are refused before anything leaves", async () => {
    const { sim, waypost } = await openChat();
    await optIn(waypost);
    const tapTarget = { url: "https://asha.example/orders/A-1001", title: "Your order" };
    await waypost.messages.sendTemplate({ ...shipped(sim), tapTarget });
    expect(sim.sent.at(-1)?.payload).toMatchObject({
      template: {
        components: [
          { type: "body" },
          {
            type: "tap_target_configuration",
            parameters: [{ type: "tap_target_configuration", tap_target_configuration: [tapTarget] }],
          },
        ],
      },
    });
    const count = sim.sent.length;
    for (const wrong of [
      { ...tapTarget, url: "javascript:alert(1)" },
      { ...tapTarget, title: " " },
      { url: tapTarget.url },
      { ...tapTarget, more: 1 },
      null,
    ])
      await expect(
        waypost.messages.sendTemplate({ ...shipped(sim, "A-1002"), tapTarget: wrong as never }),
      ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    expect(sim.sent).toHaveLength(count);
  });

  it.each([{ replyTo: "" }, { replyTo: 7 }, { identityKeyHash: "" }])(
    "%j is refused before anything is written, never in doubt",
    async (options) => {
      const { sim, waypost, chat } = await openChat();
      await optIn(waypost);
      await expect(chat.sendText("x", options as never)).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
      await expect(
        waypost.messages.sendTemplate({ ...shipped(sim), ...(options as object) }),
      ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
      expect([sim.sent.length, (await waypost.ledger.list()).length]).toEqual([0, 0]);
    },
  );
});

describe("the Marketing Messages API", () => {
  it("scales the price where it is the route, and nowhere else", async () => {
    const { sim, waypost } = await openWorld({ marketingMessages: {} });
    const ref = await optIn(waypost);
    await waypost.messages.sendTemplate({ ...arrival(sim, ref), bidMultiplier: 1.5 });
    expect(sim.sent[0]?.payload).toMatchObject({ per_message_bid_multiplier: 1.5 });
    for (const bidMultiplier of [0, -1, Number.NaN, "1" as never])
      await expect(
        waypost.messages.sendTemplate({ ...arrival(sim, ref, "x"), bidMultiplier }),
      ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    await expect(waypost.messages.sendTemplate({ ...shipped(sim), bidMultiplier: 2 })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
  });

  it("carries marketing templates where the account uses it, behind the same policy", async () => {
    const { sim, waypost } = await openWorld({
      marketingMessages: { fallback: false, activitySharing: true },
    });
    await expect(waypost.messages.sendTemplate(arrival(sim, "S-1"))).rejects.toMatchObject({
      code: "CONSENT_REQUIRED",
    });
    const ref = await optIn(waypost);
    await waypost.messages.sendTemplate(arrival(sim, ref));
    expect(sim.requests.filter(({ path }) => path.endsWith("/marketing_messages")).length).toBe(1);
    expect(sim.sent[0]?.payload).toMatchObject({ product_policy: "STRICT", message_activity_sharing: true });
  });
});
